// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// To wait rather than listen: the next event is a promise.

import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import Cpg from 'gi://Cpg?version=1.0';

const DownloadEvents = Cpg.defineInterface('DownloadEvents', {
  methods: {
    progress: [['percent', GObject.TYPE_INT]],
    finished: [['n_bytes', GObject.TYPE_INT]],
  },
});

const Download = GObject.registerClass(class Download extends Cpg.Connectable {
  // Does its work when the main loop comes round; this one only pretends.
  start(nBytes) {
    GLib.idle_add(GLib.PRIORITY_DEFAULT, () => {
      for (const percent of [0, 50, 100])
        this.emit('progress', percent);
      this.emit('finished', nBytes);
      return GLib.SOURCE_REMOVE;
    });
  }
});
Cpg.outgoing(Download, DownloadEvents, {default: true});

async function fetch(name, nBytes) {
  const download = new Download();
  const finished = download.find_connection_point().next_event_async('finished', -1, null);

  download.start(nBytes);
  return `${name}: ${(await finished).args[0]} bytes`;
}

print((await Promise.all([fetch('map', 4096), fetch('song', 65536)])).join(', '));

// Whatever comes, but not for ever.
try {
  await new Download().find_connection_point().next_event_async(null, 10, null);
} catch (error) {
  print(error.matches(Gio.IOErrorEnum, Gio.IOErrorEnum.TIMED_OUT));
}

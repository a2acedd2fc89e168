// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// Tells on stdout what happens in a directory, until stdin ends.

import Cpg from 'gi://Cpg?version=1.0';
import Folder from 'gi://Folder?version=1.0';
import Gio from 'gi://Gio';
import GLib from 'gi://GLib';
import GObject from 'gi://GObject';
import System from 'system';

// A sink: it implements the outgoing interface of a FolderWatch.
const Listener = GObject.registerClass({
  Implements: [Folder.Events],
}, class Listener extends GObject.Object {
  vfunc_created(name) {
    tell('created', name);
  }

  vfunc_changed(name, info) {
    tell('changed', name, describe(info));
  }

  vfunc_deleted(name) {
    tell('deleted', name);
  }

  vfunc_renamed(oldName, newName) {
    tell('renamed', oldName, newName);
  }

  vfunc_may_inspect(name) {
    tell('may-inspect', name, 'yes');
    return true;
  }
});

function describe(info) {
  return info ? `${info.get_size()} ${info.get_content_type()}` : 'no info';
}

function tell(event, name, extra = '') {
  // The text of a GVariant is a line that any language reads back with GLib.
  print(new GLib.Variant('(sss)', [event, name, extra]).print(false));
}

const watch = Folder.Watch.new(Gio.File.new_for_commandline_arg(System.programArgs[0]));
const cookie = Cpg.advise(watch, new Listener(), Folder.Events);
print('READY');

const loop = new GLib.MainLoop(null, false);
const stdin = Gio.UnixInputStream.new(0, false);
stdin.read_bytes_async(1, GLib.PRIORITY_DEFAULT, null, () => loop.quit());
loop.run();

Cpg.unadvise(watch, Folder.Events, cookie);

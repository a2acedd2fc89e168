# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Coalescing: a worker tells its progress more often than the main loop comes round."""

import threading

import gi

gi.require_version("Cpg", "1.0")
from gi.repository import Cpg, GLib


class WorkEvents(Cpg.Interface):
    def progress(self, percent: int): ...


@Cpg.outgoing(WorkEvents, default=True)
class Work(Cpg.Connectable):
    def run(self):
        for percent in (0, 50, 100):
            self.emit("progress", percent)


work = Work()
point = work.find_connection_point()
point.advise(lambda event, percent: print("each:", percent), context=True)
point.advise(lambda event, percent: print("newest:", percent), context=True, coalesce=True)

worker = threading.Thread(target=work.run)
worker.start()
worker.join()

# In a program with a main loop, that does it.
while GLib.MainContext.default().iteration(False):
    pass

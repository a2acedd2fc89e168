# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Threads: a document is saved in a worker, and one of the sinks hears of it in the main loop."""

import threading

import gi

gi.require_version("Cpg", "1.0")
from gi.repository import Cpg, GLib


class DocumentEvents(Cpg.Interface):
    def saved(self, name: str): ...


@Cpg.outgoing(DocumentEvents, default=True)
class Document(Cpg.Connectable):
    pass


class Listener:
    def saved(self, name):
        thread = "main" if threading.current_thread() is threading.main_thread() else "worker"
        print(f"{name} is saved: heard in the {thread} thread")


class LastListener(Listener):
    def saved(self, name):
        super().saved(name)
        loop.quit()


loop = GLib.MainLoop()
document = Document()
Cpg.advise(document, LastListener(), context=GLib.MainContext.default())
Cpg.advise(document, Listener())

worker = threading.Thread(target=document.emit, args=("saved", "letter"))
worker.start()
worker.join()
print("the worker has ended")
loop.run()

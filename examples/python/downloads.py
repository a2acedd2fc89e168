# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""An asyncio program that awaits events, which are fired in other threads."""

import asyncio

import gi

gi.require_version("Cpg", "1.0")
from gi.repository import Cpg


class DownloadEvents(Cpg.Interface):
    def progress(self, percent: int): ...

    def finished(self, n_bytes: int): ...


@Cpg.outgoing(DownloadEvents, default=True)
class Download(Cpg.Connectable):
    def run(self, n_bytes):
        """Does its work in whatever thread; this one only pretends."""
        for percent in (0, 50, 100):
            self.emit("progress", percent)
        self.emit("finished", n_bytes)


async def fetch(name, n_bytes):
    """The one event that counts."""
    download = Download()
    finished = asyncio.ensure_future(download.find_connection_point().next_event("finished"))
    await asyncio.sleep(0)  # it listens now: an event that nobody waits for is gone
    await asyncio.to_thread(download.run, n_bytes)
    invocation = await finished
    return f"{name}: {invocation.args[0]} bytes"


async def events(point):
    """All events, one after the other, for as long as somebody asks for them."""
    loop = asyncio.get_running_loop()
    queue = asyncio.Queue()
    with point.advise(lambda *event: loop.call_soon_threadsafe(queue.put_nowait, event)):
        while True:
            yield await queue.get()


async def main():
    print(await asyncio.gather(fetch("map", 4096), fetch("song", 65536)))

    download = Download()
    work = asyncio.ensure_future(asyncio.to_thread(download.run, 512))
    async for name, number in events(download.find_connection_point()):
        print(name, number)
        if name == "finished":
            break
    await work

    try:
        await asyncio.wait_for(download.find_connection_point().next_event(), 0.01)
    except asyncio.TimeoutError:
        print("nothing more")


asyncio.run(main())

# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""Waiting for events: with asyncio, and with GLib's main loop."""

import asyncio
import threading

from gi.repository import Gio

from common import Cpg, GLib, TestCase, collect, main


class Asyncio(TestCase):
    def run_async(self, wait):
        return asyncio.run(asyncio.wait_for(wait, 20))

    def test_event(self):
        async def wait():
            asyncio.get_running_loop().call_soon(self.fire)
            return await self.point.next_event()

        invocation = self.run_async(wait())
        self.assertEqual((invocation.name, invocation.args), ("price-changed", ("ACME", 12.5)))
        self.assertEqual(self.point.get_n_connections(), 0)

    def test_one_event(self):
        async def wait():
            loop = asyncio.get_running_loop()
            loop.call_soon(self.fire)
            loop.call_soon(self.stock.emit, "may-close")
            return await self.point.next_event("may_close")

        self.assertEqual(self.run_async(wait()).name, "may-close")
        with self.assertError(Cpg.Error.INVALID_ARGUMENT, "nothing"):
            self.run_async(self.point.next_event("nothing"))

    def test_thread(self):
        async def wait():
            for number in range(100):
                event = asyncio.ensure_future(self.point.next_event("price_changed"))
                await asyncio.sleep(0)
                thread = threading.Thread(target=self.fire, args=("A", number))
                thread.start()
                self.assertEqual((await event).args, ("A", number))
                thread.join()

        self.run_async(wait())

    def test_end(self):
        async def wait():
            event = asyncio.ensure_future(self.point.next_event())
            await asyncio.sleep(0)
            self.stock = None
            collect()
            await event

        with self.assertError(Cpg.Error.DISCONNECTED):
            self.run_async(wait())

    def test_cancel(self):
        async def wait():
            with self.assertRaises(asyncio.TimeoutError):
                await asyncio.wait_for(self.point.next_event(), 0.001)

        self.run_async(wait())
        self.assertEqual(self.point.get_n_connections(), 0)


class MainLoop(TestCase):
    def wait(self, *args):
        results = []
        self.point.next_event_async(*args, lambda point, result: results.append(result))
        self.fire()
        while not results:
            GLib.MainContext.default().iteration(True)
        return self.point.next_event_finish(results[0])

    def test_event(self):
        self.assertEqual(self.wait(None, -1, None).args, ("ACME", 12.5))

    def test_timeout(self):
        with self.assertRaises(GLib.Error) as caught:
            self.wait("last", 0, None)
        self.assertTrue(caught.exception.matches(Gio.io_error_quark(), Gio.IOErrorEnum.TIMED_OUT))


if __name__ == "__main__":
    main()

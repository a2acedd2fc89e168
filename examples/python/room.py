# SPDX-License-Identifier: LGPL-2.1-or-later
# SPDX-FileCopyrightText: 2026 The cpglib authors
"""A chat room: who is in it hears what is said, and may keep others out."""

import gi

gi.require_version("Cpg", "1.0")
from gi.repository import Cpg


class RoomEvents(Cpg.Interface):
    def said(self, who: str, text: str): ...

    @Cpg.method(combine=Cpg.Combine.ALL_TRUE)
    def may_join(self, who: str) -> bool: ...


@Cpg.outgoing(RoomEvents, default=True)
class Room(Cpg.Connectable):
    def say(self, who, text):
        self.emit("said", who, text)

    def join(self, guest):
        """Gives the connection, by which the guest leaves; None if anybody is against."""
        if self.emit("may-join", guest.name):
            return self.find_connection_point(RoomEvents).advise(guest)
        return None


class Guest:
    def __init__(self, name):
        self.name = name

    def said(self, who, text):
        if who != self.name:
            print(f"{self.name} hears {who}: {text}")


class Doorkeeper(Guest):
    def may_join(self, who):
        return who != "Mallory"


room = Room()
point = room.find_connection_point(RoomEvents)
room.join(Doorkeeper("Alice"))
with room.join(Guest("Bob")):
    print("Mallory joins:", room.join(Guest("Mallory")) is not None)
    room.say("Bob", "hello")
    room.say("Alice", "welcome")
    print("in the room:", len(point.list_connections()))
room.say("Bob", "still here?")

# A function is a sink too: it hears whatever there is, here once.
point.advise(lambda event, *args: print("log:", event, *args), once=True)
room.say("Alice", "good night")
room.say("Alice", "nobody heard that")

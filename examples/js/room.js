// SPDX-License-Identifier: LGPL-2.1-or-later
// SPDX-FileCopyrightText: 2026 The cpglib authors

// A chat room: who is in it hears what is said, and may keep others out.

import GObject from 'gi://GObject';
import Cpg from 'gi://Cpg?version=1.0';

const RoomEvents = Cpg.defineInterface('RoomEvents', {
  methods: {
    said: [['who', String], ['text', String]],
    may_join: {params: [['who', String]], returns: Boolean, combine: Cpg.Combine.ALL_TRUE},
  },
});

const Room = GObject.registerClass(class Room extends Cpg.Connectable {
  say(who, text) {
    this.emit('said', who, text);
  }

  // Gives the connection, by which the guest leaves; null if anybody is against.
  join(guest) {
    return this.emit('may-join', guest.name)
      ? this.find_connection_point(RoomEvents).advise(guest)
      : null;
  }
});
Cpg.outgoing(Room, RoomEvents, {default: true});

class Guest {
  constructor(name) {
    this.name = name;
  }

  said(who, text) {
    if (who !== this.name)
      print(`${this.name} hears ${who}: ${text}`);
  }
}

class Doorkeeper extends Guest {
  mayJoin(who) {
    return who !== 'Mallory';
  }
}

const room = new Room();
const point = room.find_connection_point(RoomEvents);
room.join(new Doorkeeper('Alice'));
const bob = room.join(new Guest('Bob'));
print(`Mallory joins: ${room.join(new Guest('Mallory')) !== null}`);
room.say('Bob', 'hello');
room.say('Alice', 'welcome');
print(`in the room: ${[...point.list_connections()].length}`);
bob.unadvise();
room.say('Bob', 'still here?');

// A function is a sink too: it hears whatever there is, here once.
point.advise((event, ...args) => print(`log: ${event} ${args.join(' ')}`), {once: true});
room.say('Alice', 'good night');
room.say('Alice', 'nobody heard that');

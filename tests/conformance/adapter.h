/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib.h>

/*
 * What a case needs of connection points, at COM's level: opaque objects that
 * are released, and results that are HRESULTs. A case that is written against
 * this alone runs against cpglib's own objects (adapter-native.c), and against
 * any COM object for which somebody fills in the table.
 *
 * Who is given an object owns a reference to it. A place for an object is set
 * to NULL, and one for a cookie to 0, whenever the result is a failure.
 */

#ifndef S_OK
#define S_OK                     0x00000000u
#define S_FALSE                  0x00000001u
#define E_NOTIMPL                0x80004001u
#define E_NOINTERFACE            0x80004002u
#define E_POINTER                0x80004003u
#define E_FAIL                   0x80004005u
#define E_INVALIDARG             0x80070057u
#define CONNECT_E_NOCONNECTION   0x80040200u
#define CONNECT_E_ADVISELIMIT    0x80040201u
#define CONNECT_E_CANNOTCONNECT  0x80040202u
#define RPC_E_DISCONNECTED       0x80010108u
#endif

typedef guint32 Result;

typedef struct _Adapter Adapter;
typedef struct _Listener Listener;

/* The outgoing interfaces. */
#define IID_EVENTS           "5d0f8a34-6f0c-4c0e-9f5b-3a7c1e2b4d01"
#define IID_OTHER            "5d0f8a34-6f0c-4c0e-9f5b-3a7c1e2b4d02"
#define IID_PROPERTY_NOTIFY  "9bfbbc02-eff1-101a-84ed-00aa00341d07"
#define IID_UNKNOWN          "5d0f8a34-6f0c-4c0e-9f5b-3a7c1e2b4dff" /* nobody has it */

typedef enum {
  SOURCE_FULL,   /* events, which are the default; other; property notifications */
  SOURCE_SINGLE, /* events alone, and no default */
} SourceKind;

typedef enum {
  SINK_GOOD,     /* implements all of the interfaces */
  SINK_PARTIAL,  /* of the events it hears NOTHING only */
  SINK_FAILING,  /* hears the events, and fails each time: its answers do not count */
  SINK_FAILING_NOTIFY, /* the same for property notifications */
  SINK_OTHER,    /* implements the other interface only */
  SINK_LACKING,  /* implements nothing */
} SinkKind;

/* What QueryInterface may be asked for. */
typedef enum {
  INTERFACE_CONTAINER,
  INTERFACE_POINT,
} Interface;

typedef enum {
  EVENT_NOTHING,       /* () */
  EVENT_PRICE_CHANGED, /* (text, price) */
  EVENT_MAY_CLOSE,     /* () gives a boolean, until one says no */
  EVENT_IS_HANDLED,    /* (text) gives a boolean, until one says yes */
  EVENT_FIRST_NUMBER,  /* (number) gives a number, the first one */
  EVENT_LAST_NUMBER,   /* (number) gives a number, the last one */
  EVENT_CLOSING,       /* (in-out number: a boolean that stays once it is yes) */
  EVENT_BIDDING,       /* (in-out number: the last writer's) */
  EVENT_QUIET,         /* () of the other interface */
  EVENT_CHANGED,       /* (text) of the property notifications */
  EVENT_REQUEST_EDIT,  /* (text) of the property notifications, gives a boolean */
} EventKind;

/* An event, as it is fired and as a sink hears it. */
typedef struct {
  EventKind   kind;
  const char *text;
  double      price;
  int         number; /* in-out: what it is, and what is left of it */
  gboolean    writes; /* whether the sink writes it back */
  int         answer; /* what the firing came to */
} Event;

/* The test's side of a sink. */
struct _Listener
{
  char       name;    /* what it writes into the journal */
  GString   *journal;
  int        answer;  /* to whatever event asks */
  void    (* act)     (Listener *self, Event *event); /* (nullable): inside of each call */
  void    (* ended)   (Listener *self);               /* (nullable): when the sink ends */
  gboolean   is_gone; /* whether it has */
  gpointer   stage;
};

/* The entry of an enumerator of connections: CONNECTDATA. */
typedef struct {
  gpointer sink;   /* (owned) */
  guint32  cookie;
} Connect;

struct _Adapter
{
  const char *name;

  /* Any object. */
  void     (* release)           (gpointer     object);
  gboolean (* same)              (gpointer     a,
                                  gpointer     b);        /* their identity */
  Result   (* query)             (gpointer     object,
                                  Interface    what,
                                  gpointer    *found);
  guint    (* count_objects)     (void);  /* how many sources, points, enumerators and sinks
                                           * that were made or given out are there */

  /* Sources. */
  gpointer (* new_source)        (SourceKind   kind);
  Result   (* find)              (gpointer     source,
                                  const char  *iid,
                                  gpointer    *point);
  Result   (* find_otherwise)    (gpointer     source,    /* by another of its interfaces */
                                  const char  *iid,
                                  gpointer    *point);
  Result   (* get_default)       (gpointer     source,
                                  char       **iid);
  Result   (* enum_points)       (gpointer     source,
                                  gpointer    *points);

  /* Points. The text of an IID is lower case, without braces. */
  Result   (* get_interface)     (gpointer     point,
                                  char       **iid);
  Result   (* get_container)     (gpointer     point,
                                  gpointer    *source);
  Result   (* advise)            (gpointer     point,
                                  gpointer     sink,
                                  guint32     *cookie);
  Result   (* unadvise)          (gpointer     point,
                                  guint32      cookie);
  Result   (* enum_connections)  (gpointer     point,
                                  gpointer    *connections);

  /* Enumerators. @fetched may be NULL where @n is 1. */
  Result   (* next_points)       (gpointer     points,
                                  guint32      n,
                                  gpointer    *found,
                                  guint32     *fetched);
  Result   (* next_connections)  (gpointer     connections,
                                  guint32      n,
                                  Connect     *found,
                                  guint32     *fetched);
  Result   (* skip)              (gpointer     enumerator,
                                  guint32      n);
  Result   (* reset)             (gpointer     enumerator);
  Result   (* clone)             (gpointer     enumerator,
                                  gpointer    *clone);

  /* Sinks. */
  gpointer (* new_sink)          (SinkKind     kind,
                                  Listener    *listener); /* has to outlive the sink */
  guint    (* sink_refs)         (gpointer     sink);
  gboolean (* sink_is)           (gpointer     sink,      /* whether it has an interface */
                                  const char  *iid);
  void     (* call_sink)         (gpointer     sink,      /* as foreign code fires */
                                  Event       *event);

  /* Behind the source's back: COM has no functions for these. */
  void     (* hold)              (gpointer     source,    /* makes the sink's end its release() */
                                  gpointer     sink);
  void     (* fire)              (gpointer     source,
                                  Event       *event);
  void     (* set_max)           (gpointer     point,
                                  guint        max);
  Result   (* set_property)      (gpointer     source,    /* S_FALSE: refused */
                                  const char  *property,  /* of a full one: "size", "weight" */
                                  int          value);
  int      (* get_property)      (gpointer     source,
                                  const char  *property);
  Result   (* request_edit_many) (gpointer     source);   /* S_FALSE: refused */
  void     (* changed_many)      (gpointer     source);
  void     (* freeze)            (gpointer     source,
                                  gboolean     freeze);
};

/* The adapters for cpglib's own objects, which differ in how they fire. */
extern const Adapter native_adapters[];
extern const guint n_native_adapters;

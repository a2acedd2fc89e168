/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib.h>

/* The board keeps account of which listener heard what, shows it while it
 * happens, and judges at the end. */

G_BEGIN_DECLS

typedef enum {
  DEMO_EVENT_CREATED,
  DEMO_EVENT_CHANGED,
  DEMO_EVENT_DELETED,
  DEMO_EVENT_RENAMED,
  DEMO_EVENT_MAY_INSPECT
} DemoEvent;

#define DEMO_N_EVENTS (DEMO_EVENT_MAY_INSPECT + 1)

/* What a listener says beside the name: the new name of a file that was
 * renamed, the size and type of one that changed, an answer, or one of these. */
#define DEMO_NOTHING ""
#define DEMO_NO_INFO "no info"
#define DEMO_YES     "yes"
#define DEMO_NO      "no"

#define DEMO_SECRET_SUFFIX ".secret"

typedef enum {
  DEMO_LISTENER_NONE         = 0,
  DEMO_LISTENER_IS_ASKED     = 1 << 0, /* hears may-inspect */
  DEMO_LISTENER_DISCREET     = 1 << 1, /* someone in its process keeps secrets */
  DEMO_LISTENER_SHARES_WATCH = 1 << 2  /* with all others that have this flag */
} DemoListenerFlags;

typedef struct _DemoBoard DemoBoard;
typedef struct _DemoListener DemoListener;

typedef void (* DemoBoardFunc) (DemoBoard *self,
                                gpointer   data);

DemoBoard    *demo_board_new              (gboolean           scripted,
                                           gboolean           quiet);
void          demo_board_free             (DemoBoard         *self);
DemoListener *demo_board_add_listener     (DemoBoard         *self,
                                           const char        *label,
                                           DemoListenerFlags  flags);
void          demo_board_set_settled      (DemoBoard         *self,
                                           DemoBoardFunc      func,
                                           gpointer           data);
void          demo_board_start            (DemoBoard         *self);
void          demo_board_stop             (DemoBoard         *self);
void          demo_board_begin_step       (DemoBoard         *self,
                                           const char        *title,
                                           gboolean           summarize);
void          demo_board_end_step         (DemoBoard         *self);
void          demo_board_expect           (DemoBoard         *self,
                                           DemoEvent          event,
                                           const char        *name,
                                           const char        *extra);
void          demo_board_give_up          (DemoBoard         *self,
                                           gint64             patience);
gint64        demo_board_get_silence      (DemoBoard         *self);
void          demo_board_add_problem      (DemoBoard         *self,
                                           const char        *format,
                                           ...) G_GNUC_PRINTF (2, 3);
gboolean      demo_board_conclude         (DemoBoard         *self);
const char   *demo_listener_get_label     (DemoListener      *self);
void          demo_listener_heard         (DemoListener      *self,
                                           DemoEvent          event,
                                           const char        *name,
                                           const char        *extra);
gboolean      demo_listener_heard_by_name (DemoListener      *self,
                                           const char        *event,
                                           const char        *name,
                                           const char        *extra);
void          demo_listener_gone          (DemoListener      *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (DemoBoard, demo_board_free)

G_END_DECLS

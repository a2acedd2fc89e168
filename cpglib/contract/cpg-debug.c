/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include "config.h"

#include <cpglib/contract/cpg-debug-private.h>
#include <cpglib/contract/cpg-lock-private.h>
#include <cpglib/contract/cpg-method-private.h>
#include <cpglib/contract/cpg-text-private.h>

/* Messages have fields of their own, besides the text, for who filters them in
 * the journal or with g_log_set_writer_func(). */
#define MAX_FIELDS 10

typedef struct {
  GLogField fields[MAX_FIELDS];
  gsize     n_fields;
} Message;

int cpg_debug_flags = ~0;

/*
 * cpg_debug_look:
 *
 * Reads the environment variable, the first time. Else cpg_debug_has().
 */
gboolean
cpg_debug_look (CpgDebugFlags flag)
{
  static const GDebugKey keys[] = {
    { "connections", CPG_DEBUG_CONNECTIONS },
    { "events",      CPG_DEBUG_EVENTS },
  };
  static gsize once;

  if (g_once_init_enter (&once))
    {
      g_atomic_int_set (&cpg_debug_flags,
                        (int) g_parse_debug_string (g_getenv ("CPG_DEBUG"), keys, G_N_ELEMENTS (keys)));
      g_once_init_leave (&once, 1);
    }

  return (g_atomic_int_get (&cpg_debug_flags) & (int) flag) != 0;
}

/* Leaves out what is not there. */
static void
message_add (Message    *self,
             const char *key,
             const char *value)
{
  if (value == NULL)
    return;

  g_assert (self->n_fields < MAX_FIELDS);
  self->fields[self->n_fields].key = key;
  self->fields[self->n_fields].value = value;
  self->fields[self->n_fields].length = -1;
  self->n_fields++;
}

/* A writer may do anything, such as fire: GLib sees to it that there is an end. */
static void
message_print (Message    *self,
               const char *text)
{
  message_add (self, "MESSAGE", text);
  message_add (self, "PRIORITY", "5"); /* a notice: G_LOG_LEVEL_MESSAGE */
  message_add (self, "GLIB_DOMAIN", G_LOG_DOMAIN);

  cpg_lock_check ();
  g_log_structured_array (G_LOG_LEVEL_MESSAGE, self->fields, self->n_fields);
}

static char *
instance_to_string (GType         type,
                    gconstpointer instance)
{
  GString *text = g_string_new (NULL);

  cpg_instance_to_text (text, type, instance);
  return g_string_free (text, FALSE);
}

/*
 * cpg_debug_event:
 * @args: (array): one value for each parameter of @method
 * @answer: (nullable): what the sinks answered
 * @n_sinks: how many sinks there are to hear it
 *
 * Tells of a round. To be called if cpg_debug_has (CPG_DEBUG_EVENTS):
 *
 * Stock(0x5576): StockEvents.price-changed (symbol="ACME", price=12.5), 3 sinks
 */
void
cpg_debug_event (GObject      *source,
                 CpgMethod    *method,
                 const GValue *args,
                 const GValue *answer,
                 guint         n_sinks)
{
  const char *interface = cpg_outgoing_interface_get_name (method->contract);
  g_autofree char *who = instance_to_string (CPG_DEBUG_OBJECT (source));
  g_autofree char *call = cpg_method_call_to_text (method, args, answer);
  g_autofree char *sinks = g_strdup_printf ("%u", n_sinks);
  g_autofree char *text = NULL;
  Message message = { .n_fields = 0 };

  text = g_strdup_printf ("%s: %s.%s, %s sink%s", who, interface, call,
                          sinks, n_sinks == 1 ? "" : "s");
  message_add (&message, "CPG_SOURCE", who);
  message_add (&message, "CPG_INTERFACE", interface);
  message_add (&message, "CPG_METHOD", cpg_method_get_name (method));
  message_add (&message, "CPG_SINKS", sinks);
  message_print (&message, text);
}

/*
 * cpg_debug_failure:
 * @source: (nullable): who fired, or what stands for it here
 * @method: (nullable): what was fired, if that is known
 * @dispid: its number
 * @reason: what went wrong
 *
 * Tells of an event that does not cross from one world to the other. To be called if
 * cpg_debug_has (CPG_DEBUG_EVENTS):
 *
 * CpgComObject(0x5576): StockEvents.price-changed failed, DISPID 1: price: …
 * CpgComObject(0x5576): StockEvents failed, DISPID 99: …
 */
void
cpg_debug_failure (GObject              *source,
                   CpgOutgoingInterface *contract,
                   CpgMethod            *method,
                   int                   dispid,
                   const char           *reason)
{
  const char *interface = cpg_outgoing_interface_get_name (contract);
  const char *name = method != NULL ? cpg_method_get_name (method) : NULL;
  g_autofree char *who = source != NULL ? instance_to_string (CPG_DEBUG_OBJECT (source)) : NULL;
  g_autofree char *number = g_strdup_printf ("%d", dispid);
  g_autofree char *text = NULL;
  Message message = { .n_fields = 0 };

  text = g_strdup_printf ("%s: %s%s%s failed, DISPID %s: %s", who != NULL ? who : "a source that is gone", interface,
                          name != NULL ? "." : "", name != NULL ? name : "", number, reason);
  g_strdelimit (text, "\n\r", ' ');
  message_add (&message, "CPG_SOURCE", who);
  message_add (&message, "CPG_INTERFACE", interface);
  message_add (&message, "CPG_METHOD", name);
  message_add (&message, "CPG_DISPID", number);
  message_add (&message, "CPG_DETAIL", reason);
  message_print (&message, text);
}

/*
 * cpg_debug_connection:
 * @source_type: the type of @source, or %G_TYPE_INVALID if nobody knows it
 *   any more
 * @source: (nullable): its address, which is not looked at: it may be gone
 * @contract: (nullable): the interface, if it came to that
 * @sink_type: the type of @sink, or %G_TYPE_INVALID
 * @sink: (nullable): its address, which is not looked at
 * @cookie: the cookie, or 0 if there was none
 * @detail: (nullable): the flags of what was advised; why a sink was refused;
 *   why a connection was lost
 *
 * Tells of a connection. To be called if cpg_debug_has (CPG_DEBUG_CONNECTIONS):
 *
 * Stock(0x5576): StockEvents advised Log(0x5581), cookie 1: weak|once
 * Stock(0x5576): StockEvents refused GObject(0x5581): The sink does not …
 * Stock(0x5576): StockEvents unadvised Log(0x5581), cookie 1
 * Stock(0x5576): StockEvents lost Log(0x5581), cookie 1: the sink is gone
 */
void
cpg_debug_connection (CpgDebugWhat          what,
                      GType                 source_type,
                      gconstpointer         source,
                      CpgOutgoingInterface *contract,
                      GType                 sink_type,
                      gconstpointer         sink,
                      guint                 cookie,
                      const char           *detail)
{
  static const char * const verbs[] = { "advised", "refused", "unadvised", "lost" };
  g_autofree char *who = source != NULL ? instance_to_string (source_type, source) : NULL;
  g_autofree char *whom = sink != NULL ? instance_to_string (sink_type, sink) : NULL;
  g_autofree char *number = cookie != 0 ? g_strdup_printf ("%u", cookie) : NULL;
  const char *name = contract != NULL ? cpg_outgoing_interface_get_name (contract) : NULL;
  g_autofree char *text = NULL;
  Message message = { .n_fields = 0 };

  text = g_strdup_printf ("%s: %s%s%s %s%s%s%s%s",
                          who != NULL ? who : "a source that is gone",
                          name != NULL ? name : "", name != NULL ? " " : "", verbs[what],
                          whom != NULL ? whom : "a sink that is gone",
                          number != NULL ? ", cookie " : "", number != NULL ? number : "",
                          detail != NULL ? ": " : "", detail != NULL ? detail : "");
  g_strdelimit (text, "\n\r", ' '); /* errors of others may have lines */
  message_add (&message, "CPG_CONNECTION", verbs[what]);
  message_add (&message, "CPG_SOURCE", who);
  message_add (&message, "CPG_INTERFACE", name);
  message_add (&message, "CPG_SINK", whom);
  message_add (&message, "CPG_COOKIE", number);
  message_add (&message, "CPG_DETAIL", detail);
  message_print (&message, text);
}

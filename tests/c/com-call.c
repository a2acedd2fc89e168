/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#include <string.h>

#include <cpglib/cpg.h>
#include <cpglib/com/cpg-com-unknown-private.h>

/* A foreign object, in both calling conventions: what a C compiler makes of it,
 * against what libffi makes of it. */

#if defined (__x86_64__)
#define MS __attribute__ ((ms_abi))
#else
#define MS
#endif

typedef struct {
  gpointer  vtable;
  int       n_refs;
  CpgGuid   asked; /* bytes as they came */
  char      heard[200];
} Foreign;

#define DEFINE_FOREIGN(prefix, CC, UL) \
  static guint32 CC \
  prefix##_query_interface (Foreign *self, const CpgGuid *iid, gpointer *out) \
  { \
    self->asked = *iid; \
    *out = self; \
    if (iid->data1 == 0xbad) \
      return CPG_E_NOINTERFACE; /* and leaves rubbish */ \
    self->n_refs++; \
    return CPG_S_OK; \
  } \
  static UL CC \
  prefix##_add_ref (Foreign *self) \
  { \
    return ++self->n_refs; \
  } \
  static UL CC \
  prefix##_release (Foreign *self) \
  { \
    return --self->n_refs; \
  } \
  static guint32 CC \
  prefix##_numbers (Foreign *self, gint8 a, guint8 b, gint16 c, guint16 d, gint32 e, guint32 f, \
                    gint64 g, guint64 h, float i, double j, UL k, gpointer l) \
  { \
    g_snprintf (self->heard, sizeof self->heard, \
                "%d %u %d %u %d %u %" G_GINT64_FORMAT " %" G_GUINT64_FORMAT " %g %g %lu %s", \
                a, b, c, d, e, f, g, h, (double) i, j, (gulong) k, (char *) l); \
    return CPG_E_FAIL; \
  } \
  static gpointer prefix##_vtable[] = { \
    (gpointer) prefix##_query_interface, (gpointer) prefix##_add_ref, (gpointer) prefix##_release, \
    (gpointer) prefix##_numbers \
  };

DEFINE_FOREIGN (native, , guint32)
DEFINE_FOREIGN (native_wide, , guint64)
DEFINE_FOREIGN (ms, MS, guint32)

static CpgComSignature numbers = CPG_COM_SIGNATURE ("hpcCsSiuxtfdlp");

static void
check_foreign (const CpgComDialect *dialect,
               gpointer             vtable)
{
  Foreign foreign = { vtable, 1 };
  gpointer out = &out;
  const CpgGuid bad = { 0xbad };
  gint8 a = -1;
  guint8 b = 200;
  gint16 c = -300;
  guint16 d = 60000;
  gint32 e = -70000;
  guint32 f = 4000000000u;
  gint64 g = G_MININT64;
  guint64 h = G_MAXUINT64;
  float i = 1.5f;
  double j = -2.25;
  guint64 k = 77;
  const char *l = "last";
  void *args[] = { &a, &b, &c, &d, &e, &f, &g, &h, &i, &j, &k, &l };

  g_assert_cmphex (cpg_com_query_interface (dialect, &foreign, &cpg_iid_dispatch, &out), ==, CPG_S_OK);
  g_assert_true (out == &foreign);
  g_assert_true (cpg_guid_equal (&foreign.asked, &cpg_iid_dispatch));
  g_assert_cmphex (cpg_com_query_interface (dialect, &foreign, &bad, &out), ==, CPG_E_NOINTERFACE);
  g_assert_null (out);
  g_assert_cmpuint (cpg_com_add_ref (dialect, &foreign), ==, 3);
  g_assert_cmpuint (cpg_com_drop_ref (dialect, &foreign), ==, 2);
  out = &foreign;
  cpg_com_clear (dialect, &out);
  g_assert_null (out);
  g_assert_cmpint (foreign.n_refs, ==, 1);

  g_assert_cmphex (cpg_com_call (dialect, &foreign, 3, &numbers, args), ==, CPG_E_FAIL);
  g_assert_cmpstr (foreign.heard, ==,
                   "-1 200 -300 60000 -70000 4000000000 -9223372036854775808 18446744073709551615 1.5 -2.25 77 last");
}

static void
test_foreign (void)
{
  g_autoptr (CpgComDialect) wide = cpg_com_dialect_copy (cpg_com_dialect_native ());

  check_foreign (cpg_com_dialect_native (), native_vtable);
  wide->ulong_size = 8;
  check_foreign (wide, native_wide_vtable);
  if (cpg_com_dialect_check (cpg_com_dialect_wine (), NULL))
    check_foreign (cpg_com_dialect_wine (), ms_vtable);
}

/* An IID by value, in the order of its text, an additional slot, and result
 * codes of its own. */
static guint32
odd_query_interface (Foreign   *self,
                     CpgGuid    iid,
                     gpointer  *out)
{
  self->asked = iid;
  *out = NULL;
  return 0x80000004u;
}

static void
test_odd (void)
{
  static const CpgComResult results[] = { { CPG_E_NOINTERFACE, 0x80000004u }, { 0, 0 } };
  g_autoptr (CpgComDialect) odd = cpg_com_dialect_copy (cpg_com_dialect_native ());
  gpointer vtable[] = {
    (gpointer) odd_query_interface, (gpointer) native_add_ref, (gpointer) native_release,
    NULL, NULL, (gpointer) native_numbers
  };
  Foreign foreign = { vtable, 1 };
  guint8 bytes[16];
  gpointer out = &out;
  gint64 zero = 0;
  double zero_d = 0;
  float zero_f = 0;
  const char *l = "odd";
  void *args[] = { &zero, &zero, &zero, &zero, &zero, &zero, &zero, &zero, &zero_f, &zero_d, &zero, &l };

  odd->iid_is_big_endian = TRUE;
  odd->iid_by_value = TRUE;
  odd->n_extra_slots = 2;
  odd->results = results;

  g_assert_cmphex (cpg_com_query_interface (odd, &foreign, &cpg_iid_connection_point, &out), ==, CPG_E_NOINTERFACE);
  g_assert_null (out);
  memcpy (bytes, &foreign.asked, 16);
  g_assert_cmphex (bytes[0], ==, 0xb1);
  g_assert_cmphex (bytes[3], ==, 0x86);
  g_assert_cmphex (bytes[4], ==, 0xba);
  g_assert_cmphex (bytes[6], ==, 0x10);
  g_assert_cmphex (bytes[15], ==, 0x07);
  cpg_com_call (odd, &foreign, 3, &numbers, args);
  g_assert_cmpstr (foreign.heard, ==, "0 0 0 0 0 0 0 0 0 0 0 odd");
}

/* Objects of ours, called as a C compiler calls. */

typedef struct {
  CpgComUnknown parent;
  int           number;
} Ours;

static const CpgGuid iid_first = { 1 };
static const CpgGuid iid_second = { 2 };
static const CpgGuid iid_second_too = { 3 };
static const CpgGuid iid_hidden = { 4 };

static int n_finalized;
static gboolean shows_hidden;

static guint32
take_called (CpgComUnknown     *self,
             const CpgComSlot  *slot,
             void             **args)
{
  ((Ours *) self)->number = CPG_COM_ARG (args, 0, gint32);
  g_assert_cmpuint (CPG_COM_ARG (args, 1, guint64), ==, 5);
  g_assert_cmpfloat (CPG_COM_ARG (args, 2, double), ==, 0.5);
  g_assert_cmphex (CPG_COM_ARG (args, 3, const CpgGuid *)->data1, ==, cpg_iid_dispatch.data1);
  g_assert_cmphex (CPG_COM_ARG (args, 3, const CpgGuid *)->data4[7], ==, 0x46);
  g_assert_cmpstr (slot->data, ==, "data");
  return CPG_CONNECT_E_NOCONNECTION;
}

static CpgComSlot slots[] = { { CPG_COM_SIGNATURE ("hpildg"), take_called, (gpointer) "data" } };
static CpgComInterface first = { { &iid_first } };
static CpgComInterface second = { { &iid_second, &iid_second_too }, slots, G_N_ELEMENTS (slots) };
static CpgComInterface hidden = { { &iid_hidden } };
static CpgComInterface *interfaces[] = { &first, &second, &hidden };

static gboolean
has_interface (CpgComUnknown *self,
               guint          index)
{
  return index != 2 || shows_hidden;
}

static void
finalize (CpgComUnknown *self)
{
  n_finalized++;
}

static const CpgComClass ours_class = { sizeof (Ours), interfaces, G_N_ELEMENTS (interfaces), has_interface, finalize };

#define DEFINE_CALLER(prefix, CC, UL, IID, ID) \
  typedef struct { \
    guint32 (CC *query_interface) (gpointer self, IID iid, gpointer *out); \
    UL      (CC *add_ref) (gpointer self); \
    UL      (CC *release) (gpointer self); \
    guint32 (CC *take) (gpointer self, gint32 number, UL count, double real, IID iid); \
  } prefix##Vtable; \
  static guint32 prefix##_query (gpointer self, const CpgGuid *iid, gpointer *out) \
  { \
    return (*(prefix##Vtable **) self)->query_interface (self, ID (iid), out); \
  } \
  static guint64 prefix##_ref (gpointer self) \
  { \
    return (*(prefix##Vtable **) self)->add_ref (self); \
  } \
  static guint64 prefix##_unref (gpointer self) \
  { \
    return (*(prefix##Vtable **) self)->release (self); \
  } \
  static guint32 prefix##_take (gpointer self, const CpgGuid *iid) \
  { \
    return (*(prefix##Vtable **) self)->take (self, -42, 5, 0.5, ID (iid)); \
  } \
  static const Caller prefix##_caller = { prefix##_query, prefix##_ref, prefix##_unref, prefix##_take };

typedef struct {
  guint32 (* query) (gpointer self, const CpgGuid *iid, gpointer *out);
  guint64 (* ref)   (gpointer self);
  guint64 (* unref) (gpointer self);
  guint32 (* take)  (gpointer self, const CpgGuid *iid);
} Caller;

#define AS_IS(iid)    (iid)
#define BY_VALUE(iid) (swapped (iid))

static CpgGuid
swapped (const CpgGuid *iid)
{
  CpgGuid guid = *iid;

  cpg_com_guid_swap (&guid);
  return guid;
}

DEFINE_CALLER (native, , guint32, const CpgGuid *, AS_IS)
DEFINE_CALLER (ms, MS, guint32, const CpgGuid *, AS_IS)
DEFINE_CALLER (odd, , guint64, CpgGuid, BY_VALUE)

static void
check_ours (const CpgComDialect *dialect,
            const Caller        *caller,
            guint32              no_connection)
{
  Ours *ours;
  gpointer identity, a, b, c;

  dialect = cpg_com_dialect_intern (dialect, NULL);
  ours = cpg_com_unknown_new (&ours_class, dialect, NULL);
  identity = cpg_com_unknown_get_face (&ours->parent, 0);
  n_finalized = 0;
  shows_hidden = FALSE;

  /* identity, symmetry, and what is not there */
  g_assert_cmphex (caller->query (identity, &iid_first, &a), ==, CPG_S_OK);
  g_assert_cmphex (caller->query (a, &iid_second, &b), ==, CPG_S_OK);
  g_assert_cmphex (caller->query (b, &iid_second_too, &c), ==, CPG_S_OK);
  g_assert_true (b == c && a != b);
  caller->unref (c);
  g_assert_cmphex (caller->query (b, &cpg_iid_unknown, &c), ==, CPG_S_OK);
  g_assert_true (c == identity);
  g_assert_cmphex (caller->query (b, &iid_hidden, &c), ==, CPG_E_NOINTERFACE);
  g_assert_null (c);
  shows_hidden = TRUE;
  g_assert_cmphex (caller->query (b, &iid_hidden, &c), ==, CPG_S_OK);
  caller->unref (c);
  g_assert_cmphex (caller->query (b, &cpg_iid_dispatch, &c), ==, CPG_E_NOINTERFACE);
  g_assert_cmphex (caller->query (b, &iid_first, NULL), ==, CPG_E_POINTER);

  g_assert_cmphex (caller->take (b, &cpg_iid_dispatch), ==, no_connection);
  g_assert_cmpint (ours->number, ==, -42);
  g_assert_true (cpg_com_unknown_from_face (b, &ours_class) == &ours->parent);
  g_assert_true (cpg_com_unknown_from_face (b, NULL) == &ours->parent);

  g_assert_cmpuint (caller->ref (b), ==, 5);
  for (guint n = 4; n > 0; n--)
    g_assert_cmpuint (caller->unref (a), ==, n);
  g_assert_cmpint (n_finalized, ==, 0);
  g_assert_cmpuint (caller->unref (b), ==, 0);
  g_assert_cmpint (n_finalized, ==, 1);
}

static void
test_ours (void)
{
  static const CpgComResult results[] = { { CPG_CONNECT_E_NOCONNECTION, 6 }, { 0, 0 } };
  g_autoptr (CpgComDialect) odd = cpg_com_dialect_copy (cpg_com_dialect_native ());

  check_ours (cpg_com_dialect_native (), &native_caller, CPG_CONNECT_E_NOCONNECTION);
  if (cpg_com_dialect_check (cpg_com_dialect_wine (), NULL))
    check_ours (cpg_com_dialect_wine (), &ms_caller, CPG_CONNECT_E_NOCONNECTION);

  odd->iid_is_big_endian = TRUE;
  odd->iid_by_value = TRUE;
  odd->ulong_size = 8;
  odd->results = results;
  check_ours (odd, &odd_caller, 6);
}

/* Additional slots come between Release and what the interface has. */
static void
test_extra_slots (void)
{
  g_autoptr (CpgComDialect) dialect = cpg_com_dialect_copy (cpg_com_dialect_native ());
  gint32 number = 7;
  guint64 count = 5;
  double real = 0.5;
  const CpgGuid *iid = &cpg_iid_dispatch;
  void *args[] = { &number, &count, &real, &iid };
  gpointer face, *without, *with;
  Ours *ours, *plain;

  dialect->n_extra_slots = 2;
  ours = cpg_com_unknown_new (&ours_class, cpg_com_dialect_intern (dialect, NULL), NULL);
  plain = cpg_com_unknown_new (&ours_class, cpg_com_dialect_native (), NULL);
  face = cpg_com_unknown_get_face (&ours->parent, 1);
  with = *(gpointer **) face;
  without = *(gpointer **) cpg_com_unknown_get_face (&plain->parent, 1);
  g_assert_true (with != without);

  ((void (*) (gpointer)) with[3]) (face);
  ((void (*) (gpointer)) with[4]) (face);
  g_assert_cmphex (cpg_com_call (dialect, face, 3, &slots[0].signature, args), ==, CPG_CONNECT_E_NOCONNECTION);
  g_assert_cmpint (ours->number, ==, 7);

  cpg_com_unknown_unref (&ours->parent);
  cpg_com_unknown_unref (&plain->parent);
}

/* Whose references count for another's. */
static void
test_owner (void)
{
  Ours *owner = cpg_com_unknown_new (&ours_class, cpg_com_dialect_native (), NULL);
  Ours *part = cpg_com_unknown_new (&ours_class, cpg_com_dialect_native (), &owner->parent);
  gpointer out;

  n_finalized = 0;
  g_assert_cmpuint (cpg_com_unknown_ref (&part->parent), ==, 2);
  g_assert_cmphex (cpg_com_unknown_query (&part->parent, &cpg_iid_unknown, &out), ==, CPG_S_OK);
  g_assert_true (out == cpg_com_unknown_get_face (&part->parent, 0)); /* an identity of its own */
  g_assert_cmpuint (cpg_com_unknown_unref (&owner->parent), ==, 2);
  g_assert_cmpuint (cpg_com_unknown_unref (&part->parent), ==, 1);
  g_assert_cmpint (n_finalized, ==, 0);
  cpg_com_unknown_free (&part->parent);
  g_assert_true (cpg_com_unknown_try_ref (&owner->parent));
  cpg_com_unknown_unref (&owner->parent);
  cpg_com_unknown_unref (&owner->parent);
  g_assert_cmpint (n_finalized, ==, 2);
}

static void
test_stranger (void)
{
  Foreign foreign = { native_vtable, 1 };

  g_assert_null (cpg_com_unknown_from_face (&foreign, NULL));
  g_assert_null (cpg_com_unknown_from_face (NULL, NULL));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/CpgCom/call/foreign", test_foreign);
  g_test_add_func ("/CpgCom/call/odd", test_odd);
  g_test_add_func ("/CpgCom/unknown/ours", test_ours);
  g_test_add_func ("/CpgCom/unknown/extra-slots", test_extra_slots);
  g_test_add_func ("/CpgCom/unknown/owner", test_owner);
  g_test_add_func ("/CpgCom/unknown/stranger", test_stranger);

  return g_test_run ();
}

/* SPDX-License-Identifier: LGPL-2.1-or-later
 * SPDX-FileCopyrightText: 2026 The cpglib authors */
#pragma once

#include <glib.h>

/* COM as the headers of some SDK have it: nothing of it is cpglib's. */

typedef gint32 HRESULT;
typedef struct { guint32 a; guint16 b, c; guint8 d[8]; } GUID;
typedef const GUID *REFIID;
typedef gunichar2 *BSTR; /* with its length in bytes before it */
typedef gint16 VARIANT_BOOL;

#define S_OK                    0
#define E_NOTIMPL               ((HRESULT) 0x80004001)
#define E_NOINTERFACE           ((HRESULT) 0x80004002)
#define CONNECT_E_NOCONNECTION  ((HRESULT) 0x80040200)
#define CONNECT_E_CANNOTCONNECT ((HRESULT) 0x80040202)

#define IID_IUnknown                  ((GUID) { 0, 0, 0, { 0xc0, 0, 0, 0, 0, 0, 0, 0x46 } })
#define IID_OF_POINTS(a)              ((GUID) { a, 0xbab4, 0x101a, { 0xb6, 0x9c, 0x00, 0xaa, 0x00, 0x34, 0x1d, 0x07 } })
#define IID_IConnectionPointContainer IID_OF_POINTS (0xb196b284)
#define IID_IConnectionPoint          IID_OF_POINTS (0xb196b286)

#define IUNKNOWN(Interface) \
  HRESULT (* QueryInterface) (Interface *self, REFIID iid, void **out); \
  guint32 (* AddRef)         (Interface *self); \
  guint32 (* Release)        (Interface *self);

typedef struct IUnknown IUnknown;
struct IUnknown { const struct { IUNKNOWN (IUnknown) } *vtable; };

typedef struct IConnectionPoint IConnectionPoint;
typedef struct IConnectionPointContainer IConnectionPointContainer;

typedef struct {
  IUNKNOWN (IConnectionPoint)
  HRESULT (* GetConnectionInterface)      (IConnectionPoint *self, GUID *iid);
  HRESULT (* GetConnectionPointContainer) (IConnectionPoint *self, IConnectionPointContainer **container);
  HRESULT (* Advise)                      (IConnectionPoint *self, IUnknown *sink, guint32 *cookie);
  HRESULT (* Unadvise)                    (IConnectionPoint *self, guint32 cookie);
  HRESULT (* EnumConnections)             (IConnectionPoint *self, void **connections);
} IConnectionPointVtable;
struct IConnectionPoint { const IConnectionPointVtable *vtable; };

typedef struct {
  IUNKNOWN (IConnectionPointContainer)
  HRESULT (* EnumConnectionPoints) (IConnectionPointContainer *self, void **points);
  HRESULT (* FindConnectionPoint)  (IConnectionPointContainer *self, REFIID iid, IConnectionPoint **point);
} IConnectionPointContainerVtable;
struct IConnectionPointContainer { const IConnectionPointContainerVtable *vtable; };

/* The events of a stock: [id(1)] HRESULT PriceChanged([in] BSTR symbol, [in] double price);
 * [id(2)] HRESULT MayClose([out, retval] VARIANT_BOOL *answer); */
#define IID_IStockEvents ((GUID) { 0xda645081, 0x7350, 0x47ab, { 0x80, 0xfe, 0xc5, 0x05, 0x14, 0x98, 0xa2, 0xca } })

typedef struct IStockEvents IStockEvents;
typedef struct {
  IUNKNOWN (IStockEvents)
  HRESULT (* PriceChanged) (IStockEvents *self, BSTR symbol, double price);
  HRESULT (* MayClose)     (IStockEvents *self, VARIANT_BOOL *answer);
} IStockEventsVtable;
struct IStockEvents { const IStockEventsVtable *vtable; };

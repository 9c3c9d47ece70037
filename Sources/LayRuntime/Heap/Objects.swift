/// What every object of the heap begins with.
///
///     ┌──────┬──────┬────────────┬───────┬───────┬───────┬───────────┐
///     │ kind │ mark │ size class │ flags │ extra │ count │ auxiliary │
///     └──────┴──────┴────────────┴───────┴───────┴───────┴───────────┘
///        1      1         1          1       4       4         4       bytes
struct ObjectHeader {
    /// The `Tag`; 0 marks a free cell.
    var kind: UInt8
    var mark: UInt8
    /// Size in 8-byte words, or 255 for an object of its own allocation.
    var sizeClass: UInt8
    var flags: UInt8
    /// Length of a string, capacity of a list, upvalues of a function, class of a record.
    var extra: UInt32
    /// References to the object.
    var count: UInt32
    /// Cached hash of a string, number of a record's fields, elements taken from a list's front.
    var auxiliary: UInt32
}

/// `{count, data}`; the capacity is the header's `extra`. Elements that were taken from the front
/// leave room before `data`, as many as the header's `auxiliary` says.
struct ListObject {
    var header: ObjectHeader
    var count: Int
    var data: Slot
}

/// An entry of a map; a removed one has a `missing` key.
struct MapEntry {
    var key: Value
    var value: Value
}

/// Entries in insertion order, and an open-addressing index into them.
struct MapObject {
    var header: ObjectHeader
    /// Entries that are not removed.
    var live: Int32
    /// Entries that are taken, removed ones included.
    var used: Int32
    var capacity: Int32
    /// Size of the index less one.
    var mask: Int32
    /// Where the last search ended: what is read is often written next.
    var last: Int32
    var entries: UnsafeMutablePointer<MapEntry>
    /// Positions in `entries` in the low bits that `mask` covers, bits of the hash above them;
    /// -1 is free, -2 was removed.
    var index: UnsafeMutablePointer<Int32>
}

struct CellObject {
    var header: ObjectHeader
    var value: Value
}

/// A closure; its upvalues follow at offset 24.
struct FunctionObject {
    var header: ObjectHeader
    var code: UnsafeMutablePointer<LoadedFunction>
}

/// A number that stands for something in a table of the virtual machine: natives, types, modules.
struct IndexedObject {
    var header: ObjectHeader
    var index: Int
}

/// A Swift object; the header's `extra` is its type.
struct HostObject {
    var header: ObjectHeader
    var reference: Unmanaged<AnyObject>
}

struct RangeObject {
    var header: ObjectHeader
    var lower: Int
    var upper: Int

    static let hasLower: UInt8 = 1
    static let hasUpper: UInt8 = 2
    static let isClosed: UInt8 = 4
}

extension Value {
    @inline(__always) var header: UnsafeMutablePointer<ObjectHeader> {
        pointer.assumingMemoryBound(to: ObjectHeader.self)
    }
    @inline(__always) var list: UnsafeMutablePointer<ListObject> {
        pointer.assumingMemoryBound(to: ListObject.self)
    }
    @inline(__always) var map: UnsafeMutablePointer<MapObject> {
        pointer.assumingMemoryBound(to: MapObject.self)
    }
    @inline(__always) var cell: UnsafeMutablePointer<CellObject> {
        pointer.assumingMemoryBound(to: CellObject.self)
    }
    @inline(__always) var function: UnsafeMutablePointer<FunctionObject> {
        pointer.assumingMemoryBound(to: FunctionObject.self)
    }
    @inline(__always) var indexed: UnsafeMutablePointer<IndexedObject> {
        pointer.assumingMemoryBound(to: IndexedObject.self)
    }
    @inline(__always) var host: UnsafeMutablePointer<HostObject> {
        pointer.assumingMemoryBound(to: HostObject.self)
    }
    @inline(__always) var range: UnsafeMutablePointer<RangeObject> {
        pointer.assumingMemoryBound(to: RangeObject.self)
    }
    /// The bytes of a string or of bytes.
    @inline(__always) var bytes: UnsafeMutablePointer<UInt8> {
        (pointer + 16).assumingMemoryBound(to: UInt8.self)
    }
    /// How many bytes a string or bytes has.
    @inline(__always) package var byteCount: Int { Int(header.pointee.extra) }
    /// A record's fields.
    @inline(__always) var fields: Slot { (pointer + 16).assumingMemoryBound(to: Value.self) }
    @inline(__always) var fieldCount: Int { Int(header.pointee.auxiliary) }
    /// A function's captured values.
    @inline(__always) var upvalues: Slot { (pointer + 24).assumingMemoryBound(to: Value.self) }

    /// True when the object has one reference, so that changing it changes nothing else.
    @inline(__always) var isUnique: Bool { header.pointee.count == 1 }

    /// Adds a reference.
    @inline(__always) func retain() {
        if isObject { header.pointee.count &+= 1 }
    }
}

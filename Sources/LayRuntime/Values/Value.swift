/// What a value is. From `string` on the value points to an object of the heap; from `list` on
/// the object is a container that is copied before it is changed while shared. The numbers are
/// consecutive from 0, so that a raw tag is a tag as it stands.
package enum Tag: UInt8, Sendable {
    case `nil` = 0
    case `false`, `true`, int, float
    /// A parameter that got no argument, a global before its declaration, a removed map entry.
    case missing
    /// A place whose value a mutating method has taken out until it returns.
    case inUse
    case string
    case bytes, function, native, cell, object, type, range, module
    case list
    case map, record
}

/// A value of the language: 16 bytes of plain data, copied freely; counts are kept by hand.
///
///     ┌─────┬─────────┬──────────────────────────────┐
///     │ tag │ padding │ int, float or object pointer │
///     └─────┴─────────┴──────────────────────────────┘
///       1      7                    8 bytes
///
/// The tag is one byte on purpose: a wider one lets the compiler merge copies into moves that
/// stall on store forwarding.
package struct Value {
    var rawTag: UInt8
    var bits: UInt64

    @inline(__always) init(rawTag: UInt8, bits: UInt64) {
        self.rawTag = rawTag
        self.bits = bits
    }

    @inline(__always) init(_ tag: Tag, bits: UInt64 = 0) {
        self.init(rawTag: tag.rawValue, bits: bits)
    }

    @inline(__always) init(_ tag: Tag, _ pointer: UnsafeMutableRawPointer) {
        self.init(rawTag: tag.rawValue, bits: UInt64(UInt(bitPattern: pointer)))
    }

    @inline(__always) package static var `nil`: Value { Value(.nil) }
    @inline(__always) package static var missing: Value { Value(.missing) }
    @inline(__always) static var inUse: Value { Value(.inUse) }
    @inline(__always) package static func bool(_ value: Bool) -> Value {
        Value(value ? .true : .false)
    }
    @inline(__always) package static func int(_ value: Int) -> Value {
        Value(.int, bits: UInt64(bitPattern: Int64(value)))
    }
    @inline(__always) package static func float(_ value: Double) -> Value {
        Value(.float, bits: value.bitPattern)
    }

    // Raw tags come from tags alone, and a tag lies in memory as its number.
    @inline(__always) package var tag: Tag { unsafeBitCast(rawTag, to: Tag.self) }
    @inline(__always) func `is`(_ tag: Tag) -> Bool { rawTag == tag.rawValue }
    @inline(__always) package var isNil: Bool { rawTag == Tag.nil.rawValue }
    @inline(__always) package var isMissing: Bool { rawTag == Tag.missing.rawValue }
    @inline(__always) package var isBool: Bool { rawTag == 1 || rawTag == 2 }
    @inline(__always) package var isTrue: Bool { rawTag == Tag.true.rawValue }
    @inline(__always) package var isInt: Bool { rawTag == Tag.int.rawValue }
    @inline(__always) package var isFloat: Bool { rawTag == Tag.float.rawValue }
    @inline(__always) package var isNumber: Bool { isInt || isFloat }
    @inline(__always) var isObject: Bool { rawTag >= Tag.string.rawValue }
    @inline(__always) var isContainer: Bool { rawTag >= Tag.list.rawValue }
    @inline(__always) package var asInt: Int { Int(Int64(bitPattern: bits)) }
    @inline(__always) package var asFloat: Double { Double(bitPattern: bits) }
    /// The number as a float, for a value that is a number.
    @inline(__always) package var number: Double { isInt ? Double(asInt) : asFloat }

    /// Neither the mark of an absent value nor that of one in use.
    @inline(__always) var isPresent: Bool { rawTag &- Tag.missing.rawValue > 1 }

    /// The object, for a value that is one.
    @inline(__always) var pointer: UnsafeMutableRawPointer {
        UnsafeMutableRawPointer(bitPattern: UInt(bits)).unsafelyUnwrapped
    }

    @inline(__always) func isIdentical(_ other: Value) -> Bool {
        rawTag == other.rawTag && bits == other.bits
    }
}

typealias Slot = UnsafeMutablePointer<Value>

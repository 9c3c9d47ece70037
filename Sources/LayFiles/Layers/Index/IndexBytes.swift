/// What is wrong with the index of a layer.
public struct LayerIndexError: Error, CustomStringConvertible {
    /// The reason, with the byte where it was found.
    public let description: String

    init(_ reason: String, at place: Int) {
        description = "the layer's index is damaged at byte \(place): \(reason)"
    }
}

/// Writes numbers of seven bits a byte, the low ones first (LEB128), and byte strings.
struct IndexWriter {
    private(set) var bytes: [UInt8] = []

    mutating func add(byte: UInt8) { bytes.append(byte) }

    mutating func add(_ number: UInt64) {
        var rest = number
        while rest >= 0x80 {
            bytes.append(UInt8(truncatingIfNeeded: rest) | 0x80)
            rest >>= 7
        }
        bytes.append(UInt8(truncatingIfNeeded: rest))
    }

    mutating func add(_ number: Int) { add(UInt64(bitPattern: Int64(number))) }

    /// A number that may be negative, the sign in its lowest bit.
    mutating func add(signed number: Int64) {
        add(UInt64(bitPattern: number << 1 ^ number >> 63))
    }

    mutating func add(raw some: some Collection<UInt8>) { bytes += some }

    mutating func add(_ string: some Collection<UInt8>) {
        add(string.count)
        bytes += string
    }
}

/// Reads what `IndexWriter` wrote, and trusts nothing.
struct IndexReader {
    private let bytes: UnsafeRawBufferPointer
    private(set) var place = 0

    init(_ bytes: UnsafeRawBufferPointer) {
        self.bytes = bytes
    }

    var isAtEnd: Bool { place == bytes.count }

    func damaged(_ reason: String) -> LayerIndexError { LayerIndexError(reason, at: place) }

    mutating func byte() throws(LayerIndexError) -> UInt8 {
        guard place < bytes.count else { throw damaged("it ends early") }
        place += 1
        return bytes[place - 1]
    }

    mutating func unsigned() throws(LayerIndexError) -> UInt64 {
        var result: UInt64 = 0
        for shift in stride(from: UInt64(0), to: 64, by: 7) {
            let byte = try byte()
            if shift == 63, byte > 1 { throw damaged("a number has more than 64 bits") }
            result |= UInt64(byte & 0x7f) << shift
            if byte < 0x80 { return result }
        }
        throw damaged("a number has more than 64 bits")
    }

    mutating func signed() throws(LayerIndexError) -> Int64 {
        let number = try unsigned()
        return Int64(bitPattern: number >> 1) ^ -Int64(bitPattern: number & 1)
    }

    mutating func number<Number: FixedWidthInteger>(_ type: Number.Type)
        throws(LayerIndexError) -> Number
    {
        guard let number = Number(exactly: try unsigned()) else {
            throw damaged("a number is too large")
        }
        return number
    }

    /// A number of things that take at least `least` bytes each.
    mutating func count(least: Int = 1) throws(LayerIndexError) -> Int {
        let count = try number(Int.self)
        guard count <= (bytes.count - place) / least else {
            throw damaged("there are fewer parts than it says")
        }
        return count
    }

    mutating func raw(_ count: Int) throws(LayerIndexError) -> UnsafeBufferPointer<UInt8> {
        guard count >= 0, count <= bytes.count - place else { throw damaged("it ends early") }
        let result = UnsafeRawBufferPointer(rebasing: bytes[place..<(place + count)])
        place += count
        return result.assumingMemoryBound(to: UInt8.self)
    }

    mutating func string() throws(LayerIndexError) -> [UInt8] {
        Array(try raw(try number(Int.self)))
    }
}

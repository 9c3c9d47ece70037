/// What stands in front of the data of a gzip member (RFC 1952, 2.3).
package struct GzipHeader: Sendable {
    /// The name of the file that was compressed; empty where none is told.
    package var name: [UInt8]
    /// Its time in seconds since 1970; 0 where none is told.
    package var modified: UInt32

    private static let longest = 1 << 16

    /// A header that tells of a file.
    package init(name: [UInt8] = [], modified: UInt32 = 0) {
        self.name = name
        self.modified = modified
    }

    /// The bytes of the header.
    ///
    /// - Parameter level: of compression; the fastest and the smallest are told.
    func bytes(level: Int) -> [UInt8] {
        var result: [UInt8] = [0x1f, 0x8b, 8, name.isEmpty ? 0 : 8]
        for shift in stride(from: UInt32(0), to: 32, by: 8) {
            result.append(UInt8(truncatingIfNeeded: modified >> shift))
        }
        result += [level == 9 ? 2 : level == 1 ? 4 : 0, 3]
        if !name.isEmpty { result += name + [0] }
        return result
    }

    /// Reads the header that the bytes begin with, and passes it.
    ///
    /// - Throws: `StreamFault`, and what the bytes' source throws.
    init(reading input: PulledBytes) throws {
        let start = try input.peek(10)
        guard start.starts(with: [0x1f, 0x8b]) else { throw StreamFault.foreign }
        guard start.count == 10 else { throw StreamFault.cutShort }
        guard start[2] == 8, start[3] & 0xe0 == 0 else { throw StreamFault.unknownMethod }
        let flags = start[3]
        modified = (4..<8).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32(start[$1]) }
        name = []
        _ = try input.skip(10)
        if flags & 4 != 0 {
            let size = try input.peek(2)
            guard size.count == 2 else { throw StreamFault.cutShort }
            let extra = 2 + Int(size[0]) + Int(size[1]) << 8
            guard try input.skip(extra) == extra else { throw StreamFault.cutShort }
        }
        if flags & 8 != 0 { name = try Self.text(input) }
        if flags & 16 != 0 { _ = try Self.text(input) }
        if flags & 2 != 0, try input.skip(2) != 2 { throw StreamFault.cutShort }
    }

    private static func text(_ input: PulledBytes) throws -> [UInt8] {
        var result: [UInt8] = []
        while let byte = try input.peek(1).first {
            _ = try input.skip(1)
            if byte == 0 { return result }
            result.append(byte)
            if result.count > longest { throw StreamFault.damaged }
        }
        throw StreamFault.cutShort
    }
}

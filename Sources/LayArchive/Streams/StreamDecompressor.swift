/// Uncompresses a stream, member by member, piece by piece.
package final class StreamDecompressor {
    private let input: PulledBytes
    private let format: StreamFormat
    private var coder: (any StreamCoder)?
    private var checksum = CRC32()
    private var memberSize = 0
    private var isAtEnd = false
    private var members = 0
    /// What the first member of a gzip stream begins with.
    package private(set) var header: GzipHeader?
    /// True where something else follows the last member.
    package private(set) var hasStrayBytes = false
    /// Bytes that came out.
    package private(set) var count = 0

    /// Bytes that are uncompressed at a time.
    private static let piece = 64 << 10

    /// Uncompresses what `input` has.
    package init(_ input: PulledBytes, _ format: StreamFormat) {
        self.input = input
        self.format = format
    }

    /// Bytes that were used up.
    package var storedCount: Int { input.offset }

    /// The next uncompressed bytes; none at the end.
    ///
    /// - Throws: `StreamFault` for what is damaged, and what the input's source throws.
    package func next() throws -> [UInt8] {
        while !isAtEnd {
            if coder == nil, try !beginMember() {
                isAtEnd = true
                break
            }
            let bytes = try advance()
            if !bytes.isEmpty { return bytes }
        }
        return []
    }

    /// Begins the next member; false at the end.
    private func beginMember() throws -> Bool {
        let start = try input.peek(6)
        if members > 0 {
            if start.isEmpty { return false }
            if !format.begins(start) {
                if start[0] == 0, try passZeros() { return false }
                hasStrayBytes = true
                return false
            }
        } else if start.isEmpty {
            throw StreamFault.cutShort
        }
        members += 1
        if format == .gzip {
            let header = try GzipHeader(reading: input)
            self.header = self.header ?? header
        } else if format != .lzma, !format.begins(start) {
            throw StreamFault.foreign
        }
        checksum = CRC32()
        memberSize = 0
        coder = try format.decoder()
        return true
    }

    /// Passes zeros, which tapes and parallel writers leave; true where nothing else follows.
    private func passZeros() throws -> Bool {
        while true {
            let bytes = try input.piece()
            if bytes.isEmpty { return true }
            let zeros = bytes.prefix { $0 == 0 }.count
            let isAll = zeros == bytes.count
            _ = try input.skip(zeros)
            if !isAll { return false }
        }
    }

    private func advance() throws -> [UInt8] {
        guard let coder else { return [] }
        let bytes = try input.piece()
        var step = CoderStep(consumed: 0, produced: 0, isAtEnd: false)
        let isLast = bytes.isEmpty
        let output = try [UInt8](unsafeUninitializedCapacity: Self.piece) { buffer, count in
            step = try coder.step(
                bytes, isLast: isLast, into: UnsafeMutableRawBufferPointer(buffer))
            count = step.produced
        }
        input.move(step.consumed)
        count += output.count
        if format == .gzip {
            memberSize += output.count
            output.withUnsafeBytes { checksum.update($0) }
        }
        if step.isAtEnd {
            self.coder = nil
            if format == .gzip { try readTrailer() }
        } else if step.produced == 0, step.consumed == 0, isLast {
            throw StreamFault.cutShort
        }
        return output
    }

    private func readTrailer() throws {
        let trailer = try input.peek(8)
        guard trailer.count == 8 else { throw StreamFault.cutShort }
        func number(_ place: Int) -> UInt32 {
            (0..<4).reversed().reduce(UInt32(0)) { $0 << 8 | UInt32(trailer[place + $1]) }
        }
        if number(0) != checksum.value { throw StreamFault.checksum }
        if number(4) != UInt32(truncatingIfNeeded: memberSize) { throw StreamFault.length }
        input.move(8)
    }
}

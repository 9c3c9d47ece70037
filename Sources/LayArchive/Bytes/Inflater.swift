internal import CISAL
internal import LayFiles

/// Uncompresses gzip, member by member, and can go on later from a point on the way.
final class Inflater: BlobDecoder {
    /// A place between two bytes of the output.
    struct Point: Sendable {
        /// Where in the stored bytes it goes on.
        let offset: Int
        /// The state of the library, none between two members.
        fileprivate let state: [UInt8]
        /// What the member's checksum is so far.
        fileprivate let checksum: UInt32
    }

    private let input: UnsafeRawBufferPointer
    private let state: UnsafeMutablePointer<inflate_state>
    private(set) var offset: Int
    private var isInMember = false

    /// Begins at the front, or where a point of the same bytes tells.
    init(_ input: UnsafeRawBufferPointer, from point: Point? = nil) throws {
        guard let state = lay_inflate_create() else {
            throw ArchiveError.noMemoryToDecompress
        }
        self.input = input
        self.state = state
        offset = point?.offset ?? 0
        if let point, !point.state.isEmpty {
            point.state.withUnsafeBytes { lay_inflate_restore(state, $0.baseAddress, $0.count) }
            isInMember = true
        }
    }

    deinit { lay_inflate_destroy(state) }

    func fill(_ output: UnsafeMutableRawBufferPointer) throws -> Int {
        var filled = 0
        while filled < output.count, try isInMember || beginMember() {
            // The library counts in 32 bits.
            let available = min(input.count - offset, 1 << 30)
            let next = input.baseAddress.map { UnsafeMutableRawPointer(mutating: $0 + offset) }
            var consumed = 0
            var produced = 0
            var status: Int32 = 0
            let isFinished = lay_inflate_step(
                state, next, available, output.baseAddress.map { $0 + filled },
                min(output.count - filled, 1 << 30), &consumed, &produced, &status)
            if status != 0 {
                throw ArchiveError.damagedGzip(Self.reason(status), at: offset)
            }
            offset += consumed
            filled += produced
            isInMember = !isFinished
            if !isFinished, consumed == 0, produced == 0 {
                throw ArchiveError.cutShort("gzip", at: offset)
            }
        }
        return filled
    }

    private func beginMember() throws -> Bool {
        if offset == input.count { return false }
        let rest = UnsafeRawBufferPointer(rebasing: input[offset...])
        if offset > 0, !rest.starts(with: [0x1f, 0x8b]) {
            // Behind the last member tools may leave zeros.
            if rest.isZero {
                offset = input.count
                return false
            }
            throw ArchiveError.strayBytes(behind: "gzip", at: offset)
        }
        lay_inflate_restart(state)
        isInMember = true
        return true
    }

    private static func reason(_ status: Int32) -> String {
        switch status {
        case -1: "a block is invalid"
        case -2: "a symbol is invalid"
        case -3: "a match leads back before the beginning"
        case -4: "its header is invalid"
        case -5: "its method is not deflate"
        case -6: "a checksum or length is wrong"
        default: "igzip error \(status)"
        }
    }

    // MARK: Going on later

    /// The place where the output stands.
    var point: Point {
        if !isInMember { return Point(offset: offset, state: [], checksum: 0) }
        let bytes = [UInt8](unsafeUninitializedCapacity: lay_inflate_saved_size(state)) {
            buffer, count in
            lay_inflate_save(state, buffer.baseAddress)
            count = buffer.count
        }
        return Point(offset: offset, state: bytes, checksum: lay_inflate_checksum(state))
    }

    /// True when the output stands where a point says, and what came out before is what came out
    /// when the point was made. Only for output in the same pieces: the library looks ahead.
    func isAt(_ point: Point) -> Bool {
        offset == point.offset && isInMember == !point.state.isEmpty
            && (!isInMember || lay_inflate_checksum(state) == point.checksum)
    }
}

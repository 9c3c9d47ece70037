internal import CISAL
internal import LayBounds

/// Uncompresses deflate without a header and a trailer.
final class InflateCoder: StreamCoder {
    private let state: UnsafeMutablePointer<inflate_state>

    init() throws {
        guard let state = lay_inflate_create() else { throw ArchiveError.noMemoryToDecompress }
        self.state = state
        lay_inflate_restart_raw(state)
    }

    deinit { lay_inflate_destroy(state) }

    func step(
        _ input: UnsafeRawBufferPointer, isLast: Bool, into output: UnsafeMutableRawBufferPointer
    ) throws -> CoderStep {
        var consumed = 0
        var produced = 0
        var status: Int32 = 0
        let isAtEnd = lay_inflate_step(
            state, input.baseAddress.map { UnsafeMutableRawPointer(mutating: $0) },
            min(input.count, 1 << 30), output.baseAddress, min(output.count, 1 << 30), &consumed,
            &produced, &status)
        if status != 0 { throw StreamFault.damaged }
        // The library reads ahead.
        if isAtEnd { consumed -= lay_inflate_excess(state) }
        return CoderStep(consumed: consumed, produced: produced, isAtEnd: isAtEnd)
    }
}

/// Compresses to deflate without a header and a trailer.
final class DeflateCoder: StreamCoder {
    private let state: UnsafeMutablePointer<isal_zstream>
    private let charge: Charge

    init(level: Int) throws {
        let depth: Int32 = level <= 1 ? 1 : level < 6 ? 2 : 3
        charge = Charge(lay_deflate_size(depth))
        guard let state = lay_deflate_create(depth) else { throw ArchiveError.noMemoryToCompress }
        self.state = state
    }

    deinit { lay_deflate_destroy(state) }

    func step(
        _ input: UnsafeRawBufferPointer, isLast: Bool, into output: UnsafeMutableRawBufferPointer
    ) throws -> CoderStep {
        var consumed = 0
        var produced = 0
        var isAtEnd = false
        let taken = min(input.count, 1 << 30)
        let isSound = lay_deflate_step(
            state, input.baseAddress.map { UnsafeMutableRawPointer(mutating: $0) }, taken,
            isLast && taken == input.count, output.baseAddress, min(output.count, 1 << 30),
            &consumed, &produced, &isAtEnd)
        if !isSound { throw ArchiveError.notCompressible }
        return CoderStep(consumed: consumed, produced: produced, isAtEnd: isAtEnd)
    }
}

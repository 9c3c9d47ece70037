internal import LayFiles

/// Where the bytes of a sparse file belong.
struct SparseMap {
    /// The size of the file with its holes.
    let size: Int
    /// The parts with bytes, in the order in which the tar has them.
    let stretches: [SparseBytes.Stretch]

    /// The map of pairs of place and length, checked against the bytes the tar has for them.
    ///
    /// - Throws: `ArchiveError` unless the parts ascend, end in the file and use up `stored` bytes.
    init(_ pairs: [Int], size: Int, stored: Int, _ shown: ShownName, _ offset: Int) throws {
        var stretches: [SparseBytes.Stretch] = []
        var end = 0
        var total = 0
        var isSound = pairs.count.isMultiple(of: 2) && size >= 0
        for index in stride(from: 0, to: pairs.count - 1, by: 2) where isSound {
            let (start, count) = (pairs[index], pairs[index + 1])
            guard start >= end, count >= 0, start <= size, count <= size - start else {
                isSound = false
                break
            }
            end = start + count
            total += count
            // Writers end the map with an empty part.
            if count > 0 { stretches.append(SparseBytes.Stretch(start: start, count: count)) }
        }
        guard isSound, total == stored else {
            throw ArchiveError.otherMap(of: "\(shown)", stored: stored, at: offset)
        }
        self.size = size
        self.stretches = stretches
    }

    /// The map that stands before the bytes of a file in format 1.0: decimal lines, the first of
    /// them the number of pairs, filled up to whole blocks.
    ///
    /// - Throws: `ArchiveError` when it is damaged.
    static func readPairs(
        _ data: UnsafeRawBufferPointer, _ shown: ShownName, _ offset: Int
    ) throws -> (pairs: [Int], length: Int) {
        var place = 0
        func line() throws -> Int {
            let end = data[place...].prefix(21).firstIndex(of: 10)
            guard let end, let value = TarNumber.decimal(data[place..<end]) else {
                throw ArchiveError.damagedMap(of: "\(shown)", at: offset)
            }
            place = end + 1
            return value
        }
        var pairs: [Int] = []
        // Each pair takes four bytes at least, so a count that lies ends at the data's end.
        for _ in 0..<(try line()) { pairs += [try line(), try line()] }
        let length = (place + 511) / 512 * 512
        guard length <= data.count else {
            throw ArchiveError.cutMap(of: "\(shown)", at: offset)
        }
        return (pairs, length)
    }
}

/// What pax records say of a sparse file, in GNU's formats 0.0, 0.1 and 1.0.
struct SparseRecords {
    var name: [UInt8]?
    var size: Int?
    /// The number of parts that 0.0 and 0.1 announce.
    var count: Int?
    /// 0.0: `offset` and `numbytes` in turn; 0.1: the list of `map`.
    var pairs: [Int] = []
    /// 1.0: the map stands before the bytes.
    var isInData = false
}

internal import LayFiles

/// One block of 512 bytes that describes an entry.
///
///     0 name 100 │ 100 mode 8 │ 108 uid 8 │ 116 gid 8 │ 124 size 12 │ 136 mtime 12 │ 148 checksum 8
///     156 type 1 │ 157 link 100 │ 257 magic 8 │ 329 major 8 │ 337 minor 8 │ 345 prefix 155
///
/// GNU's headers have other things where the prefix is, those of V7 nothing behind the link.
struct TarHeader {
    enum Form { case v7, posix, gnu }

    private let block: UnsafeRawBufferPointer
    /// Where it stands, for messages.
    let offset: Int
    let form: Form

    init(_ block: UnsafeRawBufferPointer, offset: Int) {
        self.block = block
        self.offset = offset
        if block[257..<263].elementsEqual("ustar\0".utf8) {
            form = .posix
        } else {
            form = block[257..<262].elementsEqual("ustar".utf8) ? .gnu : .v7
        }
    }

    var flag: UInt8 { block[156] }
    var target: [UInt8] { text(157, 100) }

    /// The name with the prefix that POSIX headers may have.
    var path: [UInt8] {
        let name = text(0, 100)
        guard form == .posix, block[345] != 0 else { return name }
        // star keeps times behind a shorter prefix, and says so at the end of the block.
        let isStar = block[508..<512].elementsEqual("tar\0".utf8)
        return text(345, isStar ? 131 : 155) + [0x2f] + name
    }

    /// The names of the owner and the group; V7 has no place for them.
    var owner: [UInt8] { form == .v7 ? [] : text(265, 32) }
    var group: [UInt8] { form == .v7 ? [] : text(297, 32) }

    var shown: String { TreePath.display(path[...]) }

    func mode() throws -> Int { try number(100, 8, "mode") }
    func uid() throws -> Int { try number(108, 8, "uid") }
    func gid() throws -> Int { try number(116, 8, "gid") }
    func size() throws -> Int { try number(124, 12, "size") }
    func modified() throws -> Int { try number(136, 12, "mtime") }

    /// The numbers of a device; V7 has no place for them.
    func device() throws -> (major: Int, minor: Int) {
        if form == .v7 { return (0, 0) }
        return (try number(329, 8, "device number"), try number(337, 8, "device number"))
    }

    private func number(_ place: Int, _ length: Int, _ name: String) throws -> Int {
        if let value = TarNumber.field(block[place..<(place + length)]) { return value }
        throw ArchiveError.noNumber(name, of: self)
    }

    private func text(_ place: Int, _ length: Int) -> [UInt8] {
        Array(block[place..<(place + length)].prefix { $0 != 0 })
    }

    /// True when the sum of the block's bytes, taken as unsigned or as signed, is what it says.
    static func isIntact(_ block: UnsafeRawBufferPointer) -> Bool {
        guard let stored = TarNumber.field(block[148..<156]) else { return false }
        let field = block[148..<156]
        var unsigned = 8 * 32
        for byte in block { unsigned += Int(byte) }
        for byte in field { unsigned -= Int(byte) }
        if stored == unsigned { return true }
        var signed = 8 * 32
        for byte in block { signed += Int(Int8(bitPattern: byte)) }
        for byte in field { signed -= Int(Int8(bitPattern: byte)) }
        return stored == signed
    }

    // MARK: GNU's sparse files

    /// The stretches of an old GNU sparse header: pairs of place and length, as numbers.
    func sparsePairs() throws -> [Int] { try Self.pairs(block, 386, 4, self) }
    /// True when a block with more stretches follows.
    var hasMoreSparsePairs: Bool { block[482] != 0 }
    /// The size of the file with its holes.
    func sparseSize() throws -> Int { try number(483, 12, "real size") }

    /// The pairs of a block that continues a header, and whether another follows.
    func morePairs(_ block: UnsafeRawBufferPointer) throws -> (pairs: [Int], hasMore: Bool) {
        (try Self.pairs(block, 0, 21, self), block[504] != 0)
    }

    private static func pairs(
        _ block: UnsafeRawBufferPointer, _ place: Int, _ count: Int, _ header: TarHeader
    ) throws -> [Int] {
        var result: [Int] = []
        for index in 0..<count {
            let start = place + index * 24
            if block[start] == 0 { break }
            for field in [start..<(start + 12), (start + 12)..<(start + 24)] {
                guard let value = TarNumber.field(block[field]) else {
                    throw ArchiveError.damagedMap(of: header.shown, at: header.offset)
                }
                result.append(value)
            }
        }
        return result
    }
}

import LayTestSupport

@testable import LayArchive

/// Gzip and zstd data that is damaged, unusual or a bomb.
enum HostileCompression {
    private static let tar = RawTar.of { $0.add("f", "0", "1") }
    private static let read = Hostile.Outcome.tree(["file /f = 1"])
    private static let halves = (Array(tar.prefix(700)), Array(tar.dropFirst(700)))

    private static func changed(_ bytes: [UInt8], _ place: Int, _ value: UInt8) -> [UInt8] {
        var result = bytes
        result[place] = value
        return result
    }

    private static let extra: [UInt8] = [4, 0, 1, 2, 3, 4]
    private static let name = Array("layer.tar\u{0}".utf8)

    private static func headerChecksum(_ flags: UInt8, isRight: Bool) -> [UInt8] {
        let header: [UInt8] = [0x1f, 0x8b, 8, flags, 0, 0, 0, 0, 0, 255]
        let sum = UInt16(truncatingIfNeeded: RawGzip.crc(header))
        return RawGzip.little(isRight ? sum : sum ^ 1)
    }

    private static var zeros: [UInt8] { [UInt8](repeating: 0, count: 4 << 20) }
    private static func compressed(_ compression: Compression, _ bytes: [UInt8]) -> [UInt8] {
        (try? compression.compress(bytes)) ?? []
    }

    /// A frame of blocks that repeat one byte 128 Ki times.
    private static func repeated(_ blocks: Int) -> [UInt8] {
        RawZstd.magic + [0, 0x58]
            + (1...blocks).flatMap { RawZstd.block(1, 128 << 10, isLast: $0 == blocks) + [0] }
    }

    static let all: [Hostile] = [
        // gzip
        Hostile("gzip", RawGzip.member(tar), read),
        Hostile("gzip of two members", RawGzip.member(halves.0) + RawGzip.member(halves.1), read),
        Hostile("gzip with an empty member", RawGzip.member([]) + RawGzip.member(tar), read),
        Hostile(
            "gzip with all optional fields",
            RawGzip.member(tar, flags: 0x1c, extra: extra + name + name), read),
        Hostile(
            "gzip with a header checksum",
            RawGzip.member(tar, flags: 2, extra: headerChecksum(2, isRight: true)), read),
        Hostile(
            "gzip with a wrong header checksum",
            RawGzip.member(tar, flags: 2, extra: headerChecksum(2, isRight: false)),
            .refused("checksum or length is wrong")),
        Hostile(
            "gzip with another method", RawGzip.member(tar, method: 7),
            .refused("method is not deflate")),
        Hostile(
            "gzip with a wrong checksum", RawGzip.member(tar, checksum: 1),
            .refused("checksum or length is wrong")),
        Hostile(
            "gzip with a wrong length", RawGzip.member(tar, length: 1),
            .refused("checksum or length is wrong")),
        Hostile("gzip followed by zeros", RawGzip.member(tar) + [0, 0, 0], read),
        Hostile(
            "gzip followed by garbage", RawGzip.member(tar) + Array("garbage".utf8),
            .refused("no gzip follow the compressed data (at byte \(RawGzip.member(tar).count))")),
        Hostile(
            "gzip followed by half a magic", RawGzip.member(tar) + [0x1f],
            .refused("no gzip follow")),
        Hostile(
            "gzip cut in its header", Array(RawGzip.member(tar).prefix(5)),
            .refused("cut short")),
        Hostile(
            "gzip cut in an optional field",
            Array(RawGzip.member(tar, flags: 8, extra: name).prefix(14)), .refused("cut short")),
        Hostile(
            "gzip cut in its data", Array(RawGzip.member(tar).prefix(800)),
            .refused("gzip data is cut short")),
        Hostile(
            "gzip cut in its trailer", Array(RawGzip.member(tar).dropLast(3)),
            .refused("gzip data is cut short")),
        Hostile(
            "gzip cut in a second member",
            RawGzip.member(halves.0) + RawGzip.member(halves.1).prefix(12), .refused("cut short")),
        Hostile(
            "gzip of an invalid block", changed(RawGzip.member(tar), 10, 7),
            .refused("gzip data is damaged: a block is invalid")),
        Hostile(
            "gzip of a stored length that lies", changed(RawGzip.member(tar), 12, 0x12),
            .refused("gzip data is damaged")),
        Hostile("a gzip bomb", compressed(.gzip, zeros), .refused("raises ArchiveLimits.bytes")),
        Hostile(
            "a gzip bomb by its ratio", compressed(.gzip, Array(zeros.prefix(900 << 10))),
            .refused("raises ArchiveLimits.ratio"),
            limits: ArchiveLimits(bytes: 1 << 20, ratio: 100, ratioFloor: 1 << 16)),
        Hostile(
            "gzip in gzip", RawGzip.member(RawGzip.member(tar)),
            .refused("this is no tar")),

        // zstd
        Hostile("zstd", RawZstd.frame(tar), read),
        Hostile("zstd of two frames", RawZstd.frame(halves.0) + RawZstd.frame(halves.1), read),
        Hostile(
            "zstd behind a skippable frame", RawZstd.skippable([1, 2, 3]) + RawZstd.frame(tar),
            read),
        Hostile("zstd before a skippable frame", RawZstd.frame(tar) + RawZstd.skippable([]), read),
        Hostile(
            "a skippable frame that ends early",
            RawZstd.skippable([1], size: .max) + RawZstd.frame(tar), .refused("cut short")),
        Hostile(
            "zstd cut in its header", Array(RawZstd.frame(tar).prefix(6)),
            .refused("cut short")),
        Hostile(
            "zstd cut in its data", Array(RawZstd.frame(tar).prefix(900)),
            .refused("zstd data is cut short")),
        Hostile(
            "zstd cut in a second frame",
            RawZstd.frame(halves.0) + RawZstd.frame(halves.1).prefix(20), .refused("cut short")),
        Hostile(
            "zstd followed by garbage", RawZstd.frame(tar) + Array("garbage".utf8),
            .refused("no zstd follow the compressed data")),
        Hostile(
            "zstd with a wrong checksum",
            RawZstd.magic + [0x24, 1] + RawZstd.block(0, 1, isLast: true) + [7, 0, 0, 0, 0],
            .refused("a checksum is wrong")),
        Hostile(
            "zstd with a window of 2 GiB",
            RawZstd.magic + [0, 0xa8] + RawZstd.block(0, 1, isLast: true) + [7],
            .refused("raises ArchiveLimits.bytes")),
        Hostile(
            "zstd with a window of 2 GiB for a large budget",
            RawZstd.magic + [0, 0xa8] + RawZstd.block(0, 1, isLast: true) + [7],
            .refused("wants a window of more than 128 MiB"), limits: ArchiveLimits()),
        Hostile(
            "zstd that claims another size",
            RawZstd.magic + [0x20, 9] + RawZstd.block(0, 1, isLast: true) + [7],
            .refused("zstd data is damaged")),
        Hostile(
            "zstd with a reserved block",
            RawZstd.magic + [0x20, 1] + RawZstd.block(3, 1, isLast: true) + [7],
            .refused("zstd data is damaged")),
        Hostile("a zstd bomb", repeated(1000), .refused("raises ArchiveLimits.bytes")),
        Hostile("a zstd bomb by its ratio", repeated(4), .refused("raises ArchiveLimits.ratio")),
        Hostile("a plain tar beyond the limit", zeros, .refused("raises ArchiveLimits.bytes")),
    ]
}

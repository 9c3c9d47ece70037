import Foundation
import LayArchive
import LayTestSupport

extension OddCase {
    private static let tar = RawTar.of { $0.add("a", "0", "1") }

    private static func piped(_ bytes: [UInt8], _ line: String) throws -> [UInt8] {
        var result: [UInt8] = []
        try Shell.inTemporaryDirectory { shell in
            try shell.write(bytes, to: "in")
            try shell.run("\(line) < in > out")
            result = try shell.bytes("out")
        }
        return result
    }

    /// Layers as blobs: compressions, ends and what follows them.
    static let blobs: [OddCase] = [
        .layers("gzip", "file /a = 1") { [try Compression.gzip.compress(tar)] },
        .layers("gzip in many members", "file /a = 1") {
            let parts = [tar[..<300], tar[300..<512], tar[512...]]
            return [try parts.flatMap { try Compression.gzip.compress(Array($0)) }]
        },
        .layers("gzip of another program", "file /a = 1", tool: "gzip") {
            [try piped(tar, "gzip -9")]
        },
        .layers("gzip with zeros behind it", "file /a = 1", umoci: "takes them for another member")
        {
            [try Compression.gzip.compress(tar) + [UInt8](repeating: 0, count: 512)]
        },
        .layers(
            "gzip with garbage behind it",
            refused: "bytes that are no gzip follow the compressed data"
        ) {
            [try Compression.gzip.compress(tar) + Array("garbage".utf8)]
        },
        .layers("gzip that is cut short", refused: "the gzip data is cut short") {
            [Array(try Compression.gzip.compress(tar).dropLast(9))]
        },
        .layers(
            "gzip with a wrong sum",
            refused: "the gzip data is damaged: a checksum or length is wrong"
        ) {
            var bytes = try Compression.gzip.compress(tar)
            bytes[bytes.count - 8] ^= 1
            return [bytes]
        },
        .layers("gzip of gzip", refused: "the tar is cut short in a header") {
            [try Compression.gzip.compress(try Compression.gzip.compress(tar))]
        },
        .layers("gzip of nothing", "") { [try Compression.gzip.compress([])] },
        .layers(
            "gzip that is called plain", "file /a = 1", umoci: "goes by the media type",
            type: "layer.v1.tar "
        ) {
            [try Compression.gzip.compress(tar)]
        },
        .layers(
            "a plain tar that is called gzip", "file /a = 1", umoci: "goes by the media type",
            type: "layer.v1.tar+gzip"
        ) { [tar] },
        .layers("zstd", "file /a = 1", umoci: "knows no zstd", type: "layer.v1.tar+zstd") {
            [try Compression.zstd.compress(tar)]
        },
        .layers(
            "zstd with a skippable frame", "file /a = 1", umoci: "knows no zstd",
            type: "layer.v1.tar+zstd"
        ) {
            [[0x50, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3] + (try Compression.zstd.compress(tar))]
        },
        .layers(
            "zstd in two frames", "file /a = 1", umoci: "knows no zstd", type: "layer.v1.tar+zstd"
        ) {
            [
                try Compression.zstd.compress(Array(tar[..<700]))
                    + Compression.zstd.compress(Array(tar[700...]))
            ]
        },
        .layers(
            "zstd that is cut short", refused: "the zstd data is cut short",
            type: "layer.v1.tar+zstd"
        ) {
            [Array(try Compression.zstd.compress(tar).dropLast(3))]
        },
        .layers("xz", "file /a = 1", umoci: "knows no xz", tool: "xz") { [try piped(tar, "xz")] },
        .layers("xz without its end", refused: "the xz data is cut short", tool: "xz") {
            [Array(try piped(tar, "xz").dropLast(12))]
        },
        .layers("bzip2", "file /a = 1", umoci: "knows no bzip2", tool: "bzip2") {
            [try piped(tar, "bzip2")]
        },
        .layers("lz4", refused: "this is no tar but lz4, which is not read: unpack it, or") {
            [[0x04, 0x22, 0x4d, 0x18] + tar]
        },
        .layers("a zip", refused: "this is no tar but zip, which is not read: unpack it, or") {
            [[0x50, 0x4b, 3, 4] + tar]
        },
        .layers("words", refused: "the tar is cut short in a header") { [Array("no tar".utf8)] },
        .layers(
            "words of many blocks",
            refused: "the checksum of a header is wrong: this is no tar, or it is"
        ) {
            [Array(String(repeating: "no tar at all. ", count: 100).utf8)]
        },
        .layers("a tar without its end", "file /a = 1") { [Array(tar.dropLast(1024))] },
        .layers("a tar with one block of its end", "file /a = 1") { [Array(tar.dropLast(512))] },
        .layers(
            "a tar with one block of zeros between", "file /a = 1",
            warns: ["lone block"], umoci: "takes the second entry for damage"
        ) {
            var raw = RawTar()
            raw.add("a", "0", "1")
            raw.bytes += [UInt8](repeating: 0, count: 512)
            raw.add("b", "0", "2")
            return [raw.ended]
        },
        .layers("a tar with another behind its end", "file /a = 1") {
            [tar + RawTar.of { $0.add("b", "0", "2") }]
        },
        .layers("a tar with garbage behind its end", "file /a = 1") {
            [tar + Array("garbage".utf8)]
        },
        .layers("a tar that is cut short in a header", refused: "the tar is cut short in a header")
        { [Array(tar[..<300])] },
        .layers(
            "a tar that is cut short in its contents",
            refused: "the entry 'a' says it has 2000 bytes, but the tar ends"
        ) {
            [Array(RawTar.of { $0.add("a", "0", String(repeating: "x", count: 2000)) }[..<1500])]
        },
        .layers("a tar without the padding of its last file", "file /a = 1") {
            [Array(tar[..<513])]
        },
        .layers("a tar filled up to 10 KiB", "file /a = 1") {
            [tar + [UInt8](repeating: 0, count: 10240 - tar.count)]
        },
        .layers(
            "a layer of Windows",
            "directory /Files mode 644; file /Files/a = 1; directory /Hives mode 644"
        ) {
            [
                RawTar.of {
                    $0.add("Files/", "5")
                    $0.add("Files/a", "0", "1")
                    $0.add("Hives/", "5")
                }
            ]
        },
        .layers(
            "a foreign layer that is there", "file /a = 1", type: "layer.nondistributable.v1.tar"
        ) {
            [tar]
        },
        .layers(
            "a type of nobody", "file /a = 1", umoci: "goes by the media type",
            type: "application/x-tar"
        ) { [tar] },
    ]
}

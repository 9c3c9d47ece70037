internal import LayArchive
import LayShell

extension Utilities {
    /// gzip, bzip2, xz, lzma and zstd, each with its names for uncompressing.
    static let compressionUtilities: [Utility] = [
        compression("gzip", .gzip, "compress files", gzipOptions),
        compression("gunzip", .gzip, "uncompress files of gzip", gzipOptions, .decompress),
        compression("zcat", .gzip, "print files of gzip", gzipOptions, .decompress, prints: true),
        compression("bzip2", .bzip2, "compress files", bzip2Options),
        compression("bunzip2", .bzip2, "uncompress files of bzip2", bzip2Options, .decompress),
        compression(
            "bzcat", .bzip2, "print files of bzip2", bzip2Options, .decompress, prints: true),
        compression("xz", .xz, "compress files", xzOptions),
        compression("unxz", .xz, "uncompress files of xz", xzOptions, .decompress),
        compression("xzcat", .xz, "print files of xz", xzOptions, .decompress, prints: true),
        compression("lzma", .lzma, "compress files in the older form of xz", xzOptions),
        compression("unlzma", .lzma, "uncompress files of lzma", xzOptions, .decompress),
        compression("lzcat", .lzma, "print files of lzma", xzOptions, .decompress, prints: true),
        compression("zstd", .zstd, "compress files", zstdOptions),
        compression("unzstd", .zstd, "uncompress files of zstd", zstdOptions, .decompress),
        compression(
            "zstdcat", .zstd, "print files of zstd", zstdOptions, .decompress, prints: true),
    ]

    private static func compression(
        _ name: String, _ format: StreamFormat, _ summary: String, _ options: [UtilityOption],
        _ action: FileCompression.Action = .compress, prints: Bool = false
    ) -> Utility {
        Utility(name, summary, usage: "[OPTION]... [FILE]...", options) { call in
            let run = try FileCompression(call, format, action, prints: prints)
            try run.start()
            return call.status
        }
    }

    private static let levelOptions =
        (1...9).map { UtilityOption("-\($0)", "level \($0)") }

    private static let commonOptions: [UtilityOption] = [
        UtilityOption("-d, --decompress, --uncompress", "uncompress"),
        UtilityOption("-c, --stdout, --to-stdout", "write to the standard output"),
        UtilityOption("-f, --force", "replace files, and take links"),
        UtilityOption("-k, --keep", "keep the files"),
        UtilityOption("-t, --test", "test files"),
        UtilityOption("-q, --quiet", "say less"),
        UtilityOption("-v, --verbose", "say more"),
    ]

    private static let gzipOptions: [UtilityOption] =
        commonOptions + levelOptions + [
            UtilityOption("--fast", "as -1", .works, .gnu),
            UtilityOption("--best", "as -9", .works, .gnu),
            UtilityOption("-l, --list", "tell sizes", .works, .gnu),
            UtilityOption("-n, --no-name", "keep no name and no time"),
            UtilityOption("-N, --name", "keep and give back names and times"),
            UtilityOption("-r, --recursive", "go into directories", .works, .gnu),
            UtilityOption("-S, --suffix=SUF", "the suffix", .works, .gnu),
            UtilityOption("-a, --ascii", "", .idle("texts are as they are"), .gnu),
            UtilityOption("-b, --bits=MAX", "", .idle("for compress"), .gnu),
            UtilityOption("--rsyncable", "", .idle("files are small"), .gnu),
            UtilityOption("--synchronous", "", .idle("a model keeps all"), .gnu),
        ]

    private static let bzip2Options: [UtilityOption] =
        commonOptions + levelOptions + [
            UtilityOption("-z, --compress", "compress", .works, .gnu),
            UtilityOption("-s, --small", "", .idle("memory is what it is"), .gnu),
            UtilityOption("--fast", "as -1", .works, .gnu),
            UtilityOption("--best", "as -9", .works, .gnu),
        ]

    private static let xzOptions: [UtilityOption] =
        commonOptions + levelOptions + [
            UtilityOption("-z, --compress", "compress", .works, .gnu),
            UtilityOption("-0", "level 0", .works, .gnu),
            UtilityOption("-l, --list", "tell sizes", .works, .gnu),
            UtilityOption("-e, --extreme", "", .idle("levels are enough"), .gnu),
            UtilityOption("-T, --threads=NUM", "", .idle("one is used"), .gnu),
            UtilityOption("-F, --format=FMT", "auto, xz or lzma", .works, .gnu),
            UtilityOption("-C, --check=NAME", "", .idle("CRC64 is used"), .gnu),
            UtilityOption("-S, --suffix=SUF", "the suffix", .works, .gnu),
            UtilityOption(
                "-M, --memlimit=LIMIT, --memory=LIMIT", "", .idle("the host limits it"), .gnu),
            UtilityOption("--memlimit-compress=LIMIT", "", .idle("the host limits it"), .gnu),
            UtilityOption("--memlimit-decompress=LIMIT", "", .idle("the host limits it"), .gnu),
            UtilityOption("--no-sparse", "", .idle("a model has no holes here"), .gnu),
            UtilityOption("--single-stream", "", .idle("all are read"), .gnu),
            UtilityOption("--no-adjust", "", .idle("the host limits memory"), .gnu),
            UtilityOption("--block-size=SIZE", "", .idle("one block"), .gnu),
            UtilityOption("-Q, --no-warn", "warnings are no failure", .works, .gnu),
            UtilityOption("--fast", "as -0", .works, .gnu),
            UtilityOption("--best", "as -9", .works, .gnu),
            UtilityOption("--files[=FILE], --files0[=FILE]", "names in FILE", .missing, .gnu),
            UtilityOption("--lzma1[=OPTS], --lzma2[=OPTS]", "", .idle("levels are enough"), .gnu),
            UtilityOption("--x86[=OPTS], --delta[=OPTS]", "filters", .missing, .gnu),
            UtilityOption("--robot", "lists for programs", .missing, .gnu),
        ]

    private static let zstdOptions: [UtilityOption] =
        commonOptions + levelOptions + [
            UtilityOption("-z, --compress", "compress"),
            UtilityOption("-l, --list", "tell sizes", .missing),
            UtilityOption("-o FILE", "write to FILE"),
            UtilityOption("--rm", "remove the files"),
            UtilityOption("-T #, --threads=#", "", .idle("one is used")),
            UtilityOption("--single-thread", "", .idle("one is used")),
            UtilityOption("--ultra", "", .idle("19 is the highest level")),
            UtilityOption("--fast[=#]", "as -1"),
            UtilityOption("--long[=#]", "", .idle("windows are as levels have them")),
            UtilityOption("--adapt[=#]", "", .idle("there is no hurry")),
            UtilityOption("--no-progress, --progress", "", .idle("none is told")),
            UtilityOption("--check, --no-check", "", .idle("checksums are written")),
            UtilityOption("--sparse, --no-sparse", "", .idle("no holes")),
            UtilityOption("-r", "go into directories", .missing),
            UtilityOption("-D DICT", "a dictionary", .missing),
            UtilityOption("--format=FORMAT", "zstd, gzip, xz or lzma"),
            UtilityOption("-M #, --memory=#", "", .idle("the host limits it")),
            UtilityOption("--exclude-compressed", "", .idle("all are compressed")),
            UtilityOption("--rsyncable", "", .idle("files are small")),
        ]
}

internal import LayArchive
internal import LayBounds
internal import LayRuntime

/// The module `gzip`: bytes that are packed and unpacked.
enum GzipModule {
    private static let data = MemberParameter(
        "data", "string | bytes", "what is read; a string stands for its UTF-8")

    static func install(in vm: VM) {
        vm.defineModule(
            "gzip", "Bytes as gzip packs them.",
            [
                vm.member(
                    "compress",
                    MemberDescription(
                        "The bytes packed, without a name or a time: equal bytes give equal bytes.",
                        [
                            data,
                            .optional(
                                "level", "int", "from 1, quick, to 9, small", default: "6"),
                        ], gives: "bytes",
                        example: """
                            import gzip
                            gzip.decompress(gzip.compress("hello"))  # => b"hello"
                            """)
                ) { call in
                    let data = try call.data(0)
                    let level = call.has(1) ? try call.int(1) : 6
                    guard (1...9).contains(level) else { throw LayError.noLevel(level) }
                    try call.vm.reserve(data.count &* 3)
                    try call.vm.work(bytes: data.count &* 16)
                    let packed = try Compression.gzip.compress(Array(data), level: level)
                    return try packed.withUnsafeBytes { try call.vm.bytes($0) }
                },
                vm.member(
                    "decompress",
                    MemberDescription(
                        "The bytes that were packed with gzip.", [data], gives: "bytes",
                        example: """
                            import gzip
                            gzip.decompress(gzip.compress("hi")).text  # => "hi"
                            """)
                ) { call in
                    let data = try call.data(0)
                    guard data.starts(with: [0x1f, 0x8b]) else { throw LayError.noGzip }
                    var result = GrowingText(call.vm)
                    do {
                        try Compression.decompress(data) { piece in
                            try call.vm.work(bytes: piece.count)
                            try result.add(piece)
                        }
                    } catch let error as ArchiveError {
                        throw LayError.brokenGzip("\(error)")
                    }
                    return try result.bytes.withUnsafeBytes { try call.vm.bytes($0) }
                },
            ])
    }
}

internal import LayArchive
internal import LayBounds
internal import LayRuntime

/// The module `hash`: digests and texts that stand for bytes. Strings stand for their UTF-8.
enum HashModule {
    static func install(in vm: VM) {
        vm.defineModule(
            "hash", "Digests, and texts that stand for bytes.",
            [
                vm.member(
                    "sha256",
                    MemberDescription(
                        "The SHA-256 digest as hexadecimal digits.",
                        [
                            MemberParameter(
                                "data", "string | bytes",
                                "what is read; a string stands for its UTF-8")
                        ], gives: "string",
                        example: """
                            import hash
                            hash.sha256("abc")[..<8]  # => "ba7816bf"
                            """)
                ) { call in
                    var hasher = SHA256()
                    var rest = try call.data(0)[...]
                    while !rest.isEmpty {
                        let stretch = rest.prefix(1 << 20)
                        try call.vm.work(bytes: stretch.count)
                        hasher.update(UnsafeRawBufferPointer(rebasing: stretch))
                        rest = rest[stretch.endIndex...]
                    }
                    return call.vm.string(hasher.finish().hex)
                },
                vm.member(
                    "hex",
                    MemberDescription(
                        "The bytes as hexadecimal digits, two for each.",
                        [
                            MemberParameter(
                                "data", "string | bytes",
                                "what is read; a string stands for its UTF-8")
                        ], gives: "string",
                        example: """
                            import hash
                            hash.hex("Hi")  # => "4869"
                            """)
                ) { call in
                    try call.vm.hexadecimal(try call.data(0))
                },
                vm.member(
                    "base64",
                    MemberDescription(
                        "The bytes in base64.",
                        [
                            MemberParameter(
                                "data", "string | bytes",
                                "what is read; a string stands for its UTF-8")
                        ], gives: "string",
                        example: """
                            import hash
                            hash.base64("hello")  # => "aGVsbG8="
                            """)
                ) { call in
                    let data = try call.data(0)
                    try call.vm.reserve(data.count &* 5)
                    try call.vm.work(bytes: data.count)
                    return call.vm.string(Base64.encode(Array(data)))
                },
                vm.member(
                    "from_base64",
                    MemberDescription(
                        "The bytes that a text in base64 stands for.",
                        [MemberParameter("text", "string", "the text")], gives: "bytes",
                        example: """
                            import hash
                            hash.from_base64("aGVsbG8=")  # => b"hello"
                            """)
                ) { call in
                    try call.vm.reserve(call[0].tag == .string ? call[0].byteCount &* 3 : 0)
                    try call.vm.work(bytes: call[0].tag == .string ? call[0].byteCount : 0)
                    guard let bytes = Base64.decode(Array(try call.string(0).utf8)) else {
                        throw LayError.noBase64
                    }
                    return try bytes.withUnsafeBytes { try call.vm.bytes($0) }
                },
                vm.member(
                    "from_hex",
                    MemberDescription(
                        "The bytes that hexadecimal digits stand for.",
                        [MemberParameter("text", "string", "two digits for each byte")],
                        gives: "bytes",
                        example: """
                            import hash
                            hash.from_hex("4869")  # => b"Hi"
                            """)
                ) { call in
                    let digits = Array(try call.string(0).utf8)
                    var result: [UInt8] = []
                    var place = 0
                    while place + 1 < digits.count,
                        let byte = UInt8(
                            String(decoding: digits[place..<(place + 2)], as: UTF8.self), radix: 16),
                        digits[place] != UInt8(ascii: "+")
                    {
                        result.append(byte)
                        place += 2
                    }
                    guard place == digits.count else {
                        throw LayError.noHexadecimal(at: place)
                    }
                    return try result.withUnsafeBytes { try call.vm.bytes($0) }
                },
            ])
    }
}

extension NativeCall {
    /// The bytes of a string or bytes argument, valid while the call runs.
    func data(_ index: Int) throws -> UnsafeRawBufferPointer {
        guard self[index].tag == .string || self[index].tag == .bytes else {
            throw mismatch(index, "a string or bytes")
        }
        return self[index].buffer
    }
}

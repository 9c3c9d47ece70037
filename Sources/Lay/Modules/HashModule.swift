internal import LayArchive
internal import LayBounds
internal import LayFiles
internal import LayRuntime

/// The module `hash`: digests and texts that stand for bytes. Strings stand for their UTF-8.
enum HashModule {
    private static let digested = MemberParameter(
        "data", "string | bytes | file",
        "what is read; a string stands for its UTF-8, a file for what it holds")

    private static let algorithms: [(name: String, MessageDigest.Algorithm, start: String)] = [
        ("sha256", .sha256, "ba7816bf"), ("sha512", .sha512, "ddaf35a1"),
        ("sha384", .sha384, "cb00753f"), ("sha224", .sha224, "23097d22"),
        ("sha1", .sha1, "a9993e36"), ("md5", .md5, "90015098"),
    ]

    static func install(in vm: VM, _ bindings: Bindings) {
        var members = algorithms.map { name, algorithm, start in
            vm.member(
                name,
                MemberDescription(
                    "The \(name.digestTitle) digest as hexadecimal digits.", [digested],
                    gives: "string",
                    example: """
                        import hash
                        hash.\(name)("abc")[..<8]  # => "\(start)"
                        """)
            ) { [unowned bindings] call in
                guard var digest = MessageDigest(algorithm) else {
                    throw LayError.noDigest(name)
                }
                try call.forEachStretch(bindings) { digest.update($0) }
                let result = digest.finish()
                return try result.withUnsafeBytes { try call.vm.hexadecimal($0) }
            }
        }
        members.append(
            vm.member(
                "crc32",
                MemberDescription(
                    "The CRC-32 checksum, as gzip and zip have it.", [digested], gives: "int",
                    example: """
                        import hash
                        hash.crc32("abc").hex()  # => "0x352441c2"
                        """)
            ) { [unowned bindings] call in
                var sum = CRC32()
                try call.forEachStretch(bindings) { sum.update($0) }
                return .int(Int(sum.value))
            })
        members += texts(in: vm)
        vm.defineModule("hash", "Digests, and texts that stand for bytes.", members)
    }

    private static func texts(in vm: VM) -> [ModuleMember] {
        [

            vm.member(
                "hex",
                MemberDescription(
                    "The bytes as hexadecimal digits, two for each.",
                    [
                        MemberParameter(
                            "data", "string | bytes",
                            "what is read; a string stands for its UTF-8"),
                        .optional(
                            "separator", "string", "what stands between bytes", default: "\"\""),
                    ], gives: "string",
                    example: """
                        import hash
                        hash.hex("Hi")  # => "4869"
                        hash.hex("Hi", ":")  # => "48:69"
                        """)
            ) { call in
                let data = try call.data(0)
                guard let separator = try call.optionalString(1), !separator.isEmpty else {
                    return try call.vm.hexadecimal(data)
                }
                var text = GrowingText(call.vm)
                for (place, byte) in data.enumerated() {
                    try call.vm.work(2)
                    if place > 0 { try text.add(separator.utf8) }
                    for digit in [byte >> 4, byte & 15] {
                        try text.add(digit < 10 ? 48 + digit : 87 + digit)
                    }
                }
                return try text.bytes.withUnsafeBytes { try call.vm.string($0) }
            },
            vm.member(
                "base64",
                MemberDescription(
                    "The bytes in base64.",
                    [
                        MemberParameter(
                            "data", "string | bytes",
                            "what is read; a string stands for its UTF-8"),
                        .optional(
                            "url", "bool",
                            "true for the alphabet of URLs and file names, without padding",
                            default: "false"),
                    ], gives: "string",
                    example: """
                        import hash
                        hash.base64("hello")  # => "aGVsbG8="
                        hash.base64("a?>", url: true)  # => "YT8-"
                        """)
            ) { call in
                let data = try call.data(0)
                try call.vm.reserve(data.count &* 5)
                try call.vm.work(bytes: data.count)
                let text = Base64.encode(Array(data))
                return call.vm.string(try call.flag(1) ? Base64.forURL(text) : text)
            },
            vm.member(
                "from_base64",
                MemberDescription(
                    "The bytes that a text in base64 stands for.",
                    [
                        MemberParameter("text", "string", "the text"),
                        .optional(
                            "url", "bool",
                            "true for the alphabet of URLs and file names, with padding or without",
                            default: "false"),
                    ], gives: "bytes",
                    example: """
                        import hash
                        hash.from_base64("aGVsbG8=")  # => b"hello"
                        hash.from_base64("YT8-", url: true)  # => b"a?>"
                        """)
            ) { call in
                try call.vm.reserve(call[0].tag == .string ? call[0].byteCount &* 3 : 0)
                try call.vm.work(bytes: call[0].tag == .string ? call[0].byteCount : 0)
                let text = try call.string(0)
                let plain = try call.flag(1) ? Base64.fromURL(text) : text
                guard let bytes = plain.flatMap({ Base64.decode(Array($0.utf8)) }) else {
                    throw LayError.noBase64
                }
                return try bytes.withUnsafeBytes { try call.vm.bytes($0) }
            },
            vm.member(
                "from_hex",
                MemberDescription(
                    "The bytes that hexadecimal digits stand for.",
                    [
                        MemberParameter("text", "string", "two digits for each byte"),
                        .optional(
                            "separator", "string", "what stands between bytes", default: "\"\""),
                    ], gives: "bytes",
                    example: """
                        import hash
                        hash.from_hex("4869")  # => b"Hi"
                        hash.from_hex("48:69", ":")  # => b"Hi"
                        """)
            ) { call in
                let digits = Array(try call.string(0).utf8)
                let separator = Array((try call.optionalString(1) ?? "").utf8)
                try call.vm.work(bytes: digits.count &* 8)
                var result: [UInt8] = []
                var place = 0
                while place + 1 < digits.count,
                    let byte = UInt8(
                        String(decoding: digits[place..<(place + 2)], as: UTF8.self), radix: 16),
                    digits[place] != UInt8(ascii: "+")
                {
                    result.append(byte)
                    place += 2
                    if separator.isEmpty || place == digits.count { continue }
                    guard digits[place...].starts(with: separator),
                        place + separator.count < digits.count
                    else { break }
                    place += separator.count
                }
                guard place == digits.count else {
                    throw LayError.noHexadecimal(at: place)
                }
                return try result.withUnsafeBytes { try call.vm.bytes($0) }
            },
        ]
    }
}

extension String {
    /// `sha256` as people write it.
    fileprivate var digestTitle: String {
        hasPrefix("sha") ? "SHA-" + dropFirst(3) : uppercased()
    }
}

extension NativeCall {
    /// Gives the bytes of the first argument piece by piece.
    ///
    /// - Throws: `Limit` or `Cancelled`, and what reading a file throws.
    fileprivate func forEachStretch(
        _ bindings: Bindings, _ body: (UnsafeRawBufferPointer) -> Void
    ) throws {
        if self[0].tag != .string, self[0].tag != .bytes {
            let contents = try bindings.contents(self, 0)
            try vm.work(bytes: contents.count)
            return try contents.forEachStretch(body)
        }
        var rest = self[0].buffer[...]
        while !rest.isEmpty {
            let stretch = rest.prefix(1 << 20)
            try vm.work(bytes: stretch.count)
            body(UnsafeRawBufferPointer(rebasing: stretch))
            rest = rest[stretch.endIndex...]
        }
    }

    /// The bytes of a string or bytes argument, valid while the call runs.
    func data(_ index: Int) throws -> UnsafeRawBufferPointer {
        guard self[index].tag == .string || self[index].tag == .bytes else {
            throw mismatch(index, "a string or bytes")
        }
        return self[index].buffer
    }
}

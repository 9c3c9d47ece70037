internal import LayArchive
import LayBounds
import LayFiles
import LayShell

/// The checksums that openssl knows by name.
enum OpensslDigest {
    private static let names: [String: String] = [
        "md5": "MD5", "sha1": "SHA1", "sha224": "SHA2-224", "sha256": "SHA2-256",
        "sha384": "SHA2-384", "sha512": "SHA2-512", "sha512-224": "SHA2-512/224",
        "sha512-256": "SHA2-512/256", "sha3-224": "SHA3-224", "sha3-256": "SHA3-256",
        "sha3-384": "SHA3-384", "sha3-512": "SHA3-512", "blake2b512": "BLAKE2B-512",
        "blake2s256": "BLAKE2S-256", "ripemd160": "RIPEMD-160", "rmd160": "RIPEMD-160",
    ]

    static func isKnown(_ name: String) -> Bool { names[name.lowercased()] != nil }

    /// What lines call it.
    static func shown(_ name: String) -> String { names[name.lowercased()] ?? name.uppercased() }
}

extension OpensslRun {
    /// `openssl dgst`, and the commands that are named as a checksum is.
    func digest(_ kind: String?) throws -> UInt8 {
        let options = try options(
            values: [
                "out", "sign", "verify", "prverify", "signature", "hmac", "keyform", "passin",
                "sigopt", "mac", "macopt", "engine", "rand", "writerand", "xoflen",
            ],
            flags: ["c", "r", "hex", "binary", "d", "debug", "non-fips-allow", "list"]
        ) { OpensslDigest.isKnown($0) }
        for name in ["sign", "prverify", "mac"] where options.values[name] != nil {
            return try fail("dgst: -\(name) is not supported by Lay: there are no private keys")
        }
        let algorithm = options.other ?? kind ?? "sha256"
        // Without a name the default is shown as it was called before.
        let shown = options.other == nil && kind == nil ? "SHA256" : OpensslDigest.shown(algorithm)
        let file = try output(options)
        if let key = options.values["verify"] {
            return try verify(key, options, algorithm, file)
        }
        var status: UInt8 = 0
        for name in options.operands.isEmpty ? [nil] : options.operands.map(Optional.some) {
            let label = name.map { call.text($0) } ?? "stdin"
            do {
                let reader = try reader(name) { "\(label): \($0)" }
                defer { reader.close() }
                guard let sum = try sum(reader, algorithm, key: options.values["hmac"]) else {
                    return try fail("dgst: the machine's library has no \(algorithm)")
                }
                // What comes in is not said to be keyed.
                let head = options.values["hmac"] == nil || name == nil ? shown : "HMAC-\(shown)"
                try put(line(sum, "\(head)(\(label))= ", label, options), to: file)
            } catch let failure as UtilityFailure where failure.message == nil {
                status = 1
            }
        }
        try file?.flush()
        return status
    }

    private func line(
        _ sum: [UInt8], _ head: String, _ label: String, _ options: OpensslOptions
    ) -> [UInt8] {
        if options.flags.contains("binary") { return sum }
        if options.flags.contains("r") { return Hex.lower(sum) + Array(" *\(label)\n".utf8) }
        if options.flags.contains("c") {
            return Array(head.utf8) + sum.map { Hex.lower([$0]) }.joined(separator: [58]) + [10]
        }
        return Array(head.utf8) + Hex.lower(sum) + [10]
    }

    private func sum(_ reader: ByteReader, _ algorithm: String, key: [UInt8]?) throws -> [UInt8]? {
        if let key {
            guard var digest = KeyedDigest(named: algorithm, key: key) else { return nil }
            while let range = try reader.piece() {
                reader.bytes.withUnsafeBytes { digest.update(.init(rebasing: $0[range])) }
            }
            return digest.finish()
        }
        guard var digest = MessageDigest(named: algorithm) else { return nil }
        while let range = try reader.piece() {
            reader.bytes.withUnsafeBytes { digest.update(.init(rebasing: $0[range])) }
        }
        return digest.finish()
    }

    private func verify(
        _ key: [UInt8], _ options: OpensslOptions, _ algorithm: String, _ file: FileOutput?
    ) throws -> UInt8 {
        guard let name = options.values["signature"] else {
            return try fail("No signature to verify: use the -signature option")
        }
        let keyReader = try reader(key) {
            "Could not open file or uri for loading public key: \($0)"
        }
        defer { keyReader.close() }
        guard let der = PEM.decoded(try keyReader.rest(), "PUBLIC KEY") else {
            return try fail("Could not read public key from \(call.text(key))")
        }
        let signatureReader = try reader(name) {
            "Error opening signature file \(call.text(name)): \($0)"
        }
        defer { signatureReader.close() }
        let signature = try signatureReader.rest()
        let data = try reader(options.operands.first) {
            "\(call.text(options.operands.first ?? [])): \($0)"
        }
        defer { data.close() }
        let digest = try sum(data, algorithm, key: nil) ?? []
        try call.context.step(10_000)
        let isGood = PublicKey.encoded(der).verifies([signature], digest: digest, of: algorithm)
        try put((isGood ? "Verified OK\n" : "Verification failure\n").utf8, to: file)
        try file?.flush()
        return isGood ? 0 : 1
    }
}

/// Values as text between two lines (RFC 7468).
enum PEM {
    /// The bytes of the first block of a kind; `nil` without one.
    static func decoded(_ text: [UInt8], _ kind: String) -> [UInt8]? {
        var digits: [UInt8] = []
        var isInside = false
        for line in text.split(separator: 10) {
            let plain = line.filter { $0 > 32 || $0 == 32 }
            if plain.elementsEqual("-----BEGIN \(kind)-----".utf8) {
                isInside = true
            } else if plain.elementsEqual("-----END \(kind)-----".utf8) {
                return isInside ? Base64.decode(digits) : nil
            } else if isInside {
                digits += plain
            }
        }
        return nil
    }

    static func encoded(_ bytes: [UInt8], _ kind: String) -> [UInt8] {
        Array("-----BEGIN \(kind)-----\n".utf8) + Base64Lines.encoded(bytes)
            + Array("-----END \(kind)-----\n".utf8)
    }
}

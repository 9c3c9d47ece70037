internal import LayArchive
import LayShell

/// Keys as gpg lists them, for people or for programs.
struct KeyListing {
    private let talk: GpgTalk
    /// True where nothing is known of how far the keys are valid: those of files.
    private let isOfFiles: Bool

    init(_ talk: GpgTalk, isOfFiles: Bool) {
        self.talk = talk
        self.isOfFiles = isOfFiles
    }

    private var call: UtilityCall { talk.call }
    private var now: Int { call.context.now }
    private var format: String { call.options.text("keyid-format") ?? "none" }
    private var isGrouped: Bool { call.has("fingerprint") || call.has("with-fingerprint") }

    func write(_ certificate: OpenPGPCertificate) throws {
        if call.has("with-colons") {
            try writeColons(certificate)
        } else {
            try writeText(certificate)
        }
    }

    // MARK: For people

    private func writeText(_ certificate: OpenPGPCertificate) throws {
        let key = certificate.key
        let flags = certificate.userIDs.first?.certification.keyFlags
        try call.write(
            "pub   \(line(key, key.capabilities(flags).uppercased()))"
                + state(certificate.expires, isRevoked: certificate.isRevoked) + "\n")
        let fingerprint =
            isGrouped
            ? SignatureChecking.grouped(key.fingerprint) : call.text(Hex.upper(key.fingerprint))
        if isGrouped, format != "none" {
            try call.write("      Key fingerprint = \(fingerprint)\n")
        } else {
            try call.write("      \(fingerprint)\n")
        }
        let width = ["none": 10, "short": 8, "0xshort": 10, "0xlong": 18][format] ?? 16
        let indent = String(repeating: " ", count: width + 1)
        let mark =
            isOfFiles
            ? String(repeating: " ", count: 10)
            : certificate.isRevoked
                ? "[ revoked]" : certificate.isExpired(at: now) ? "[ expired]" : "[ unknown]"
        for owner in certificate.userIDs {
            try call.write("uid\(indent)\(mark) \(call.text(owner.text))\n")
        }
        for subkey in certificate.subkeys {
            let expires = subkey.binding.keyLifetime.map { subkey.key.created &+ $0 }
            let uses = subkey.key.capabilities(subkey.binding.keyFlags).uppercased()
            try call.write("sub   \(line(subkey.key, uses))\(state(expires, isRevoked: false))\n")
        }
        try call.write("\n")
    }

    private func line(_ key: OpenPGPKey, _ uses: String) -> String {
        let digits = call.text(Hex.upper(key.keyID))
        let number =
            switch format {
            case "none": ""
            case "short": "/" + digits.suffix(8)
            case "0xshort": "/0x" + digits.suffix(8)
            case "0xlong": "/0x" + digits
            default: "/" + digits
            }
        // Certifying comes behind signing here, and encrypting last.
        let order = "SCEA".filter { uses.contains($0) }
        return "\(key.shortName)\(number) \(talk.day(key.created)) [\(order)]"
    }

    private func state(_ expires: Int?, isRevoked: Bool) -> String {
        if isRevoked { return " [revoked]" }
        guard let expires else { return "" }
        return " [\(expires <= now ? "expired" : "expires"): \(talk.day(expires))]"
    }

    // MARK: For programs

    private func writeColons(_ certificate: OpenPGPCertificate) throws {
        let key = certificate.key
        let flags = certificate.userIDs.first?.certification.keyFlags
        let validity =
            certificate.isRevoked ? "r" : certificate.isExpired(at: now) ? "e" : "-"
        let expires = certificate.expires.map { "\($0)" } ?? ""
        let own = "escta".filter { key.capabilities(flags).contains($0) }
        let all = validity == "-" ? certificate.capabilities(at: now).uppercased() : ""
        try call.write(
            "pub:\(validity):\(fields(key)):\(expires)::-:::\(own)\(all):::::\(curve(key))::0:\n")
        try call.write("fpr:::::::::\(call.text(Hex.upper(key.fingerprint))):\n")
        for owner in certificate.userIDs {
            try call.write(
                "uid:\(validity)::::\(owner.certification.created)::\(digest(owner.text))::"
                    + "\(escaped(owner.text))::::::::::0:\n")
        }
        for subkey in certificate.subkeys {
            let end = subkey.binding.keyLifetime.map { subkey.key.created &+ $0 }
            let mark = end.map { $0 <= now } == true ? "e" : validity
            let uses = subkey.key.capabilities(subkey.binding.keyFlags)
            try call.write(
                "sub:\(mark):\(fields(subkey.key)):\(end.map { "\($0)" } ?? "")"
                    + ":::::\(uses):::::\(curve(subkey.key)):\n")
            try call.write("fpr:::::::::\(call.text(Hex.upper(subkey.key.fingerprint))):\n")
        }
    }

    private func fields(_ key: OpenPGPKey) -> String {
        "\(key.bits):\(key.algorithm):\(call.text(Hex.upper(key.keyID))):\(key.created)"
    }

    /// The curve, or which rules a key without one follows (GnuPG, doc/DETAILS, fields 17 and 18).
    private func curve(_ key: OpenPGPKey) -> String {
        if !key.curveName.isEmpty { return "\(key.curveName):" }
        let isLong = [1, 17].contains(key.algorithm) && [2048, 3072, 4096].contains(key.bits)
        return isLong ? ":23" : ":"
    }

    private func digest(_ name: [UInt8]) -> String {
        guard var digest = MessageDigest(named: "RIPEMD160") else { return "" }
        name.withUnsafeBytes { digest.update($0) }
        return call.text(Hex.upper(digest.finish()))
    }

    private func escaped(_ text: [UInt8]) -> String {
        call.text(
            text.flatMap { byte -> [UInt8] in
                byte == UInt8(ascii: ":") || byte == 92 || byte < 32
                    ? Array("\\x".utf8) + Hex.lower([byte]) : [byte]
            })
    }
}

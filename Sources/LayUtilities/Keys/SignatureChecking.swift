internal import LayArchive
import LayBounds
import LayFiles
import LayShell

/// Checks signatures by the keys of keyrings, and tells what it found as gpg does.
struct SignatureChecking {
    /// How keys are trusted.
    enum Trust {
        /// Nobody said anything of them.
        case unknown
        /// All are taken.
        case always
        /// The caller named the keyring for its keys: gpgv.
        case given
    }

    private let talk: GpgTalk
    private let certificates: [OpenPGPCertificate]
    private let trust: Trust

    init(_ talk: GpgTalk, _ certificates: [OpenPGPCertificate], trust: Trust) {
        self.talk = talk
        self.certificates = certificates
        self.trust = trust
    }

    private var call: UtilityCall { talk.call }

    /// Checks a signed text, or a signature and its files; gives the status.
    ///
    /// - Throws: `FileError`, `BoundReached`.
    func check(_ operands: [[UInt8]], output: [UInt8]? = nil, prints: Bool = false) throws -> UInt8
    {
        let name = operands.first ?? [UInt8(ascii: "-")]
        let bytes: [UInt8]
        do {
            let reader = try call.reader(name)
            defer { reader.close() }
            bytes = try reader.rest()
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            try talk.say("can't open '\(call.text(name))': \(error.reason)")
            try talk.say(
                "\(prints ? "decrypt_message" : "verify signatures") failed: \(error.reason)")
            return 2
        }
        try call.context.hold(4 * bytes.count)
        if operands.count < 2, let message = OpenPGPArmor.SignedText(bytes) {
            if prints || output != nil { try write(message.text, to: output) }
            let packets = OpenPGPPacket.all(message.signature) ?? []
            return try judge(signatures(packets)) { [$0.kind == 1 ? message.signed : message.text] }
        }
        guard let plain = OpenPGPArmor.opened(bytes), let packets = OpenPGPPacket.all(plain) else {
            try talk.say("no valid OpenPGP data found.")
            if prints {
                try talk.say("decrypt_message failed: Unknown system error")
                return 2
            }
            try talk.status("NODATA 1")
            try talk.status("NODATA 2")
            try talk.say("the signature could not be verified.")
            try talk.write(
                "Please remember that the signature file (.sig or .asc)\n"
                    + "should be the first file given on the command line.")
            return 2
        }
        if packets.contains(where: { $0.tag == OpenPGPPacket.Tag.compressed }) {
            try talk.say("compressed messages are not supported by Lay")
            return 2
        }
        if let text = packets.first(where: { $0.tag == OpenPGPPacket.Tag.literal })?.literal {
            if prints || output != nil { try write(text, to: output) }
            return try judge(signatures(packets)) { [$0.canonical(text)] }
        }
        if prints {
            try talk.say("encrypted messages are not supported by Lay")
            return 2
        }
        return try checkFiles(operands, signatures(packets))
    }

    private func signatures(_ packets: [OpenPGPPacket]) -> [OpenPGPSignature] {
        packets.filter { $0.tag == OpenPGPPacket.Tag.signature }.compactMap {
            OpenPGPSignature($0.body)
        }
    }

    /// Checks signatures of files that stand beside them.
    private func checkFiles(_ operands: [[UInt8]], _ signatures: [OpenPGPSignature]) throws -> UInt8
    {
        var files = Array(operands.dropFirst())
        if files.isEmpty {
            // In a batch nobody is asked whether the file of the same name is meant.
            let name = operands.first ?? []
            let end = [".asc", ".sig", ".sign"].first { call.text(name).hasSuffix($0) }
            let guess = end.map { Array(name.dropLast($0.utf8.count)) }
            guard let guess, !call.has("batch"), talk.name == "gpg",
                (try? call.context.files.entry(at: call.path(guess), follow: true)) != nil
            else {
                try talk.say("no signed data")
                try talk.say("can't hash datafile: No data")
                return 2
            }
            try talk.say("assuming signed data in '\(call.text(guess))'")
            files = [guess]
        }
        var data: [UInt8] = []
        for name in files {
            do {
                let reader = try call.reader(name)
                defer { reader.close() }
                let part = try reader.rest()
                try call.context.hold(part.count)
                data += part
            } catch let error as FileError {
                if let bound = error.bound { throw bound }
                try talk.say("can't open signed data '\(call.text(name))'")
                try talk.say("can't hash datafile: \(error.reason)")
                return 2
            }
        }
        return try judge(signatures) { [$0.canonical(data)] }
    }

    private func write(_ text: [UInt8], to output: [UInt8]?) throws {
        guard let output, output != [UInt8(ascii: "-")] else { return try call.write(text) }
        let file = try FileOutput(call.path(output), call.context)
        try file.write(text)
        try file.flush()
    }

    // MARK: One after the other

    private func judge(
        _ signatures: [OpenPGPSignature], _ signed: (OpenPGPSignature) -> [[UInt8]]
    ) throws -> UInt8 {
        var status: UInt8 = 0
        for signature in signatures {
            let parts = signed(signature)
            try call.context.step(1_000 + parts.reduce(0) { $0 + $1.count } / 64)
            status = max(status, try judge(signature, parts))
        }
        if signatures.isEmpty {
            try talk.say("verify signatures failed: Unknown system error")
            return 2
        }
        if status == 1 { try talk.status("FAILURE gpg-exit 33554433") }
        return status
    }

    private func judge(_ signature: OpenPGPSignature, _ parts: [[UInt8]]) throws -> UInt8 {
        let signer = signature.signer.map { call.text($0) }
        try talk.status("NEWSIG" + (signer.map { " \($0)" } ?? ""))
        try talk.say("Signature made \(talk.moment(signature.created))")
        let number = call.text(
            Hex.upper(
                signature.issuerFingerprint.isEmpty
                    ? signature.issuer : signature.issuerFingerprint))
        try talk.say("               using \(signature.algorithmName) key \(number)")
        if let signer { try talk.say("               issuer \"\(signer)\"") }
        guard let (certificate, key) = find(signature) else {
            let id = call.text(Hex.upper(signature.keyID))
            let kind = call.text(Hex.lower([signature.kind]))
            try talk.status(
                "ERRSIG \(id) \(signature.algorithm) \(signature.hash) \(kind) "
                    + "\(signature.created) 9"
                    + (signature.issuerFingerprint.isEmpty ? " -" : " \(number)"))
            try talk.status("NO_PUBKEY \(id)")
            try talk.say("Can't check signature: No public key")
            return 2
        }
        if signature.hash == 1 {
            try talk.say("Note: signatures using the MD5 algorithm are rejected")
            try talk.say("Can't check signature: Invalid digest algorithm")
            return 2
        }
        let primary = call.text(Hex.upper(certificate.key.fingerprint))
        let id = call.text(Hex.upper(key.keyID))
        try talk.status("KEY_CONSIDERED \(primary) 0")
        guard signature.verifies(parts, with: key) else {
            try talk.status("KEY_CONSIDERED \(primary) 0")
            try talk.status("BADSIG \(id) \(certificate.name)")
            try talk.say("BAD signature from \"\(certificate.name)\"\(validity(certificate))")
            return 1
        }
        let day = talk.day(signature.created)
        try talk.status("SIG_ID \(call.text(signature.identity)) \(day) \(signature.created)")
        try talk.status("KEY_CONSIDERED \(primary) 0")
        try tellGood(signature, certificate, key, id, primary)
        return 0
    }

    private func find(_ signature: OpenPGPSignature) -> (OpenPGPCertificate, OpenPGPKey)? {
        for certificate in certificates {
            for key in certificate.keys where key.keyID == signature.keyID {
                if signature.issuerFingerprint.isEmpty
                    || signature.issuerFingerprint == key.fingerprint
                {
                    return (certificate, key)
                }
            }
        }
        return nil
    }

    private func isExpired(_ certificate: OpenPGPCertificate) -> Bool {
        certificate.isExpired(at: call.context.now)
    }

    private func validity(_ certificate: OpenPGPCertificate) -> String {
        if trust == .given { return "" }
        if certificate.isRevoked { return " [revoked]" }
        return isExpired(certificate) ? " [expired]" : " [unknown]"
    }

    private func tellGood(
        _ signature: OpenPGPSignature, _ certificate: OpenPGPCertificate, _ key: OpenPGPKey,
        _ id: String, _ primary: String
    ) throws {
        let isOver = signature.isExpired(at: call.context.now)
        let word =
            isOver
            ? "EXPSIG"
            : certificate.isRevoked
                ? "REVKEYSIG" : isExpired(certificate) ? "EXPKEYSIG" : "GOODSIG"
        try talk.status("\(word) \(id) \(certificate.name)")
        let mark = validity(certificate)
        try talk.say(
            "\(isOver ? "Expired" : "Good") signature from \"\(certificate.name)\"\(mark)")
        for owner in certificate.userIDs.dropFirst() {
            try talk.say("                aka \"\(call.text(owner.text))\"\(mark)")
        }
        let kind = call.text(Hex.lower([signature.kind]))
        let fingerprint = call.text(Hex.upper(key.fingerprint))
        let end = signature.lifetime.map { signature.created &+ $0 } ?? 0
        try talk.status(
            "VALIDSIG \(fingerprint) \(talk.day(signature.created)) \(signature.created) \(end) "
                + "\(signature.version) 0 \(signature.algorithm) \(signature.hash) \(kind) \(primary)"
        )
        switch trust {
        case .given: return
        case .always:
            if !talk.isQuiet { try talk.say("WARNING: Using untrusted key!") }
            return
        case .unknown: break
        }
        try talk.status("KEY_CONSIDERED \(primary) 0")
        if certificate.isRevoked {
            try talk.say("WARNING: This key has been revoked by its owner!")
            try talk.say("         This could mean that the signature is forged.")
        } else if isExpired(certificate) {
            try talk.say("Note: This key has expired!")
        } else {
            try talk.status("TRUST_UNDEFINED 0 pgp")
            try talk.say("WARNING: This key is not certified with a trusted signature!")
            try talk.say(
                "         There is no indication that the signature belongs to the owner.")
        }
        try talk.write(
            "Primary key fingerprint: \(Self.grouped(certificate.key.fingerprint))")
        if key.fingerprint != certificate.key.fingerprint {
            try talk.write("     Subkey fingerprint: \(Self.grouped(key.fingerprint))")
        }
    }

    /// A fingerprint in ten groups.
    static func grouped(_ fingerprint: [UInt8]) -> String {
        let digits = Hex.upper(fingerprint)
        var text = ""
        for start in stride(from: 0, to: digits.count, by: 4) {
            if start > 0 { text += start == 20 ? "  " : " " }
            text += String(
                decoding: digits[start..<min(digits.count, start + 4)], as: UTF8.self)
        }
        return text
    }
}

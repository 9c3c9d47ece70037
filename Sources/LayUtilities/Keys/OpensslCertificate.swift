internal import LayArchive
import LayBounds
import LayFiles
import LayShell

/// `openssl x509`: what a certificate says (RFC 5280).
struct OpensslCertificate {
    private let run: OpensslRun

    init(_ run: OpensslRun) { self.run = run }

    /// A value of DER: its tag and its contents.
    private struct Value {
        let tag: UInt8
        let contents: ArraySlice<UInt8>
        /// With its head.
        let whole: ArraySlice<UInt8>
    }

    private struct DERReader {
        private var bytes: OpenPGPBytes
        private let all: ArraySlice<UInt8>

        init(_ bytes: ArraySlice<UInt8>) {
            self.bytes = OpenPGPBytes(bytes)
            all = bytes
        }

        mutating func next() -> Value? {
            let start = bytes.place
            guard let tag = bytes.byte(), let first = bytes.byte() else { return nil }
            let length =
                first < 128 ? Int(first) : first & 127 > 7 ? nil : bytes.number(Int(first & 127))
            guard let length, let contents = bytes.take(length) else { return nil }
            return Value(tag: tag, contents: contents, whole: all[start..<bytes.place])
        }
    }

    func perform() throws -> UInt8 {
        let options = try run.options(
            values: ["in", "out", "inform", "outform", "checkend", "nameopt", "certopt", "passin"],
            flags: [
                "noout", "subject", "issuer", "dates", "startdate", "enddate", "serial",
                "fingerprint",
            ]
        ) { OpensslDigest.isKnown($0) }
        let call = run.call
        let shown = call.text(options.values["in"] ?? Array("stdin".utf8))
        let reader = try run.reader(options.values["in"]) { _ in
            "Could not open file or uri for loading certificate from \(shown)\n"
                + "Unable to load certificate"
        }
        defer { reader.close() }
        let bytes = try reader.rest()
        let der =
            PEM.decoded(bytes, "CERTIFICATE") ?? PEM.decoded(bytes, "TRUSTED CERTIFICATE") ?? bytes
        guard let fields = fields(der) else {
            return try run.fail(
                "Could not read certificate from \(shown)\nUnable to load certificate")
        }
        let file = try run.output(options)
        var status: UInt8 = 0
        // They are told in the order in which they are asked for.
        for word in run.words {
            switch call.text(word) {
            case "-subject": try run.put(line("subject", fields.subject), to: file)
            case "-issuer": try run.put(line("issuer", fields.issuer), to: file)
            case "-dates":
                try run.put(
                    date("notBefore", fields.start) + date("notAfter", fields.end), to: file)
            case "-startdate": try run.put(date("notBefore", fields.start), to: file)
            case "-enddate": try run.put(date("notAfter", fields.end), to: file)
            case "-serial":
                try run.put(
                    Array("serial=".utf8) + Hex.upper(Array(fields.serial.drop { $0 == 0 })) + [10],
                    to: file)
            case "-fingerprint":
                let name = options.other ?? "sha1"
                guard var digest = MessageDigest(named: name) else { return 1 }
                der.withUnsafeBytes { digest.update($0) }
                let pairs = digest.finish().map { Hex.upper([$0]) }.joined(separator: [58])
                let head = "\(options.other ?? "SHA1") Fingerprint="
                try run.put(Array(head.utf8) + pairs + [10], to: file)
            default: continue
            }
        }
        if let text = options.values["checkend"], let seconds = Int(call.text(text)) {
            let isOver = fields.end <= call.context.now &+ seconds
            status = isOver ? 1 : 0
            try run.put("Certificate will \(isOver ? "" : "not ")expire\n".utf8, to: file)
        } else if !options.flags.contains("noout") {
            let isDER = options.values["outform"].map { call.text($0).lowercased() } == "der"
            try run.put(isDER ? der : PEM.encoded(der, "CERTIFICATE"), to: file)
        }
        try file?.flush()
        return status
    }

    // MARK: Reading

    private struct Fields {
        let serial: [UInt8]
        let issuer: String
        let subject: String
        let start: Int
        let end: Int
    }

    private func fields(_ der: [UInt8]) -> Fields? {
        var outer = DERReader(der[...])
        guard let certificate = outer.next(), certificate.tag == 0x30 else { return nil }
        var inner = DERReader(certificate.contents)
        guard let body = inner.next() else { return nil }
        var reader = DERReader(body.contents)
        guard var serial = reader.next() else { return nil }
        if serial.tag == 0xa0 {
            guard let next = reader.next() else { return nil }
            serial = next
        }
        guard serial.tag == 2, reader.next() != nil, let issuer = reader.next(),
            let validity = reader.next(), let subject = reader.next()
        else { return nil }
        var dates = DERReader(validity.contents)
        guard let start = dates.next().flatMap(seconds), let end = dates.next().flatMap(seconds)
        else { return nil }
        return Fields(
            serial: Array(serial.contents), issuer: name(issuer), subject: name(subject),
            start: start, end: end)
    }

    /// `C = DE, O = "Example, Inc"`.
    private func name(_ value: Value) -> String {
        let names: [[UInt8]: String] = [
            [0x55, 4, 3]: "CN", [0x55, 4, 4]: "SN", [0x55, 4, 5]: "serialNumber",
            [0x55, 4, 6]: "C",
            [0x55, 4, 7]: "L", [0x55, 4, 8]: "ST", [0x55, 4, 9]: "street", [0x55, 4, 10]: "O",
            [0x55, 4, 11]: "OU", [0x55, 4, 12]: "title", [0x55, 4, 42]: "GN",
            [0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 1]: "emailAddress",
            [0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 25]: "DC",
            [0x09, 0x92, 0x26, 0x89, 0x93, 0xf2, 0x2c, 0x64, 1, 1]: "UID",
        ]
        var parts: [String] = []
        var sets = DERReader(value.contents)
        while let set = sets.next() {
            var members = DERReader(set.contents)
            while let member = members.next() {
                var pair = DERReader(member.contents)
                guard let kind = pair.next(), let text = pair.next() else { continue }
                let plain = run.call.text(text.contents)
                let quotes = plain.contains { ",+\"<>;=".contains($0) } || plain.hasPrefix("#")
                parts.append(
                    "\(names[Array(kind.contents)] ?? "?") = "
                        + (quotes ? "\"\(plain)\"" : plain))
            }
        }
        return parts.joined(separator: ", ")
    }

    /// The seconds of `230102030405Z` or `20230102030405Z`.
    private func seconds(_ value: Value) -> Int? {
        let digits = value.contents.prefix { $0 &- 48 < 10 }.map { Int($0 &- 48) }
        let isLong = value.tag == 0x18
        guard digits.count == (isLong ? 14 : 12) else { return nil }
        func two(_ index: Int) -> Int { digits[index] * 10 + digits[index + 1] }
        let short = two(0)
        let year = isLong ? short * 100 + two(2) : short < 50 ? 2000 + short : 1900 + short
        let rest = isLong ? 4 : 2
        let month = two(rest)
        guard (1...12).contains(month) else { return nil }
        let days = CivilTime.days(year: year, month: month, day: two(rest + 2))
        return days * 86_400 + two(rest + 4) * 3_600 + two(rest + 6) * 60 + two(rest + 8)
    }

    // MARK: Writing

    private func line(_ label: String, _ name: String) -> [UInt8] {
        Array("\(label)=\(name)\n".utf8)
    }

    private func date(_ label: String, _ seconds: Int) -> [UInt8] {
        Array("\(label)=".utf8)
            + TimeFormat.format(
                Array("%b %e %H:%M:%S %Y GMT\n".utf8), seconds: seconds, zone: Array("GMT".utf8),
                offset: 0)
    }
}

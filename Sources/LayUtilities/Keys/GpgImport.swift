internal import LayArchive
import LayBounds
import LayFiles
import LayShell

extension GpgRun {
    /// What an import counted.
    private struct Counts {
        var processed = 0
        var imported = 0
        var unchanged = 0
        var nameless = 0
        var signatures = 0
        var hasFailed = false
    }

    /// Puts the keys of files into the first keyring.
    func importFiles() throws -> UInt8 {
        var counts = Counts()
        for name in call.operands.isEmpty ? [[UInt8(ascii: "-")]] : call.operands {
            guard let bytes = try contents(name) else {
                counts.hasFailed = true
                continue
            }
            try take(bytes, &counts)
        }
        try finish(counts)
        return counts.hasFailed ? 2 : 0
    }

    /// Fetches keys by their numbers.
    func receive() throws -> UInt8 {
        var counts = Counts()
        for word in call.operands {
            let digits = call.text(word)
            let number = digits.lowercased().hasPrefix("0x") ? String(digits.dropFirst(2)) : digits
            let isHex = number.utf8.allSatisfy {
                (48...57).contains($0) || (65...70).contains($0) || (97...102).contains($0)
            }
            guard isHex, [8, 16, 32, 40].contains(number.utf8.count) else {
                try talk.say("\"\(digits)\" not a key ID: skipping")
                continue
            }
            switch try fetch(number) {
            case .answered(let answer) where answer.status < 400:
                let bytes = try answer.contents.bytes()
                try call.context.hold(bytes.count)
                try take(bytes, &counts)
            case .answered:
                try talk.say("keyserver receive failed: No data")
                return 2
            case .unreachable(let hint):
                try talk.say("keyserver receive failed: No name")
                try call.tell(hint: hint)
                return 2
            }
        }
        try finish(counts)
        return counts.hasFailed ? 2 : 0
    }

    /// Asks the keyserver, by the address of today first (draft-shaw-openpgp-hkp-00).
    private func fetch(_ number: String) throws -> FetchResult {
        let server = call.options.text("keyserver") ?? "hkps://keyserver.ubuntu.com"
        var host = Substring(server)
        var scheme = "hkp"
        if let colon = server.firstIndex(of: ":"), server[colon...].hasPrefix("://") {
            scheme = String(server[..<colon])
            host = server[colon...].dropFirst(3)
        }
        while host.last == "/" { host = host.dropLast() }
        let name = host.split(separator: ":").first.map(String.init) ?? String(host)
        let query = "/pks/lookup?op=get&options=mr&search=0x\(number)"
        var places = ["https://\(name)\(query)"]
        if scheme == "hkp" {
            places.append("http://\(host.contains(":") ? String(host) : "\(host):11371")\(query)")
        }
        places.append("http://\(name)\(query)")
        var first: FetchResult?
        for place in places {
            guard let address = WebAddress(place) else { continue }
            let result = try call.fetch(address)
            if case .answered(let answer) = result, answer.status < 400 { return result }
            first = first ?? result
        }
        return first ?? .unreachable(hint: nil)
    }

    private func take(_ bytes: [UInt8], _ counts: inout Counts) throws {
        let found = try Keyring.certificates(in: bytes, call)
        guard !found.isEmpty else {
            try talk.say("no valid OpenPGP data found.")
            counts.hasFailed = true
            return
        }
        for certificate in found { try take(certificate, &counts) }
    }

    private func take(_ certificate: OpenPGPCertificate, _ counts: inout Counts) throws {
        counts.processed += 1
        let id = call.text(Hex.upper(certificate.key.keyID))
        let fingerprint = call.text(Hex.upper(certificate.key.fingerprint))
        if certificate.userIDs.isEmpty {
            counts.nameless += 1
            counts.hasFailed = true
            try talk.say("key \(id): no valid user IDs")
            if !talk.isQuiet { try talk.say("this may be caused by a missing self-signature") }
            return
        }
        let known = keyrings.lazy.flatMap(\.certificates).first {
            $0.key.fingerprint == certificate.key.fingerprint
        }
        guard let known else {
            try makeTrust()
            if !keyrings.isEmpty {
                keyrings[0].put(certificate)
                try keyrings[0].save(call)
            }
            counts.imported += 1
            try talk.status("IMPORTED \(id) \(certificate.name)")
            try talk.status("IMPORT_OK 1 \(fingerprint)")
            if !talk.isQuiet {
                try talk.say("key \(id): public key \"\(certificate.name)\" imported")
            }
            return
        }
        try talk.status("IMPORT_OK \(known.bytes == certificate.bytes ? 0 : 4) \(fingerprint)")
        let merged = try known.merging(certificate) { try call.context.step(1 + $0 / 64) }
        guard merged.added > 0 else {
            counts.unchanged += 1
            if !talk.isQuiet { try talk.say("key \(id): \"\(certificate.name)\" not changed") }
            return
        }
        let update = try Keyring.certificates(in: merged.bytes, call)
        for index in keyrings.indices
        where keyrings[index].certificates.contains(where: {
            $0.key.fingerprint == known.key.fingerprint
        }) {
            if let update = update.first { keyrings[index].put(update) }
            try keyrings[index].save(call)
        }
        counts.signatures += merged.added
        if !talk.isQuiet {
            let what = merged.added == 1 ? "1 new signature" : "\(merged.added) new signatures"
            try talk.say("key \(id): \"\(certificate.name)\" \(what)")
        }
    }

    private func finish(_ counts: Counts) throws {
        try talk.status(
            "IMPORT_RES \(counts.processed) \(counts.nameless) \(counts.imported) 0 "
                + "\(counts.unchanged) 0 0 \(counts.signatures) 0 0 0 0 0 0 0")
        if talk.isQuiet { return }
        try talk.say("Total number processed: \(counts.processed)")
        for (number, what) in [
            (counts.nameless, "          w/o user IDs"),
            (counts.imported, "              imported"),
            (counts.unchanged, "             unchanged"),
            (counts.signatures, "        new signatures"),
        ] where number > 0 {
            try talk.say("\(what): \(number)")
        }
    }
}

extension OpenPGPCertificate {
    /// What it holds together with another one of the same key, and how many packets came in.
    ///
    /// Each packet of the other stands behind the owner or the key that it belongs to.
    func merging(
        _ other: OpenPGPCertificate, work: (Int) throws -> Void
    ) rethrows -> (bytes: [UInt8], added: Int) {
        var sections = Self.sections(bytes)
        var added = 0
        for section in Self.sections(other.bytes) {
            try work(section.reduce(0) { $0 + $1.body.count })
            let index = sections.firstIndex { $0.first?.body == section.first?.body }
            guard let index else {
                sections.append(section)
                added += section.count
                continue
            }
            let known = Set(sections[index].map(\.body))
            let new = section.filter { !known.contains($0.body) }
            sections[index] += new
            added += new.count
        }
        return (sections.flatMap { $0 }.flatMap(\.bytes), added)
    }

    /// Its packets, each owner and key with the signatures behind it.
    private static func sections(_ bytes: [UInt8]) -> [[OpenPGPPacket]] {
        var sections: [[OpenPGPPacket]] = []
        for packet in OpenPGPPacket.all(bytes) ?? [] {
            if packet.tag == OpenPGPPacket.Tag.signature, !sections.isEmpty {
                sections[sections.count - 1].append(packet)
            } else if packet.tag != 12 {
                sections.append([packet])
            }
        }
        return sections
    }
}

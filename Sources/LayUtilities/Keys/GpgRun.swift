internal import LayArchive
import LayBounds
import LayFiles
import LayShell

/// gpg at work, on the keyrings of one call.
final class GpgRun {
    let talk: GpgTalk
    let home: GpgHome
    var keyrings: [Keyring] = []

    init(_ call: UtilityCall) {
        talk = GpgTalk(call)
        home = GpgHome(call)
    }

    var call: UtilityCall { talk.call }

    private static let commands = [
        "verify", "d", "import", "recv-keys", "export", "delete-keys", "k", "K", "fingerprint",
        "show-keys", "dearmor", "enarmor", "import-ownertrust", "export-ownertrust",
        "update-trustdb", "check-trustdb",
    ]

    func perform() throws -> UInt8 {
        if call.has("version") {
            try call.write("gpg (GnuPG) 2.2.40\nlibgcrypt 1.10.1\n")
            return 0
        }
        let given = call.options.given.filter { Self.commands.contains($0.key) }.map(\.key)
        // `--list-keys --fingerprint` lists with fingerprints.
        let command = given.first { $0 != "fingerprint" } ?? given.first
        switch command {
        case "dearmor": return try recode { OpenPGPArmor.decoded($0) }
        case "enarmor":
            return try recode(ending: ".asc") {
                OpenPGPArmor.encoded(
                    $0, as: "ARMORED FILE", comment: "Use \"gpg --dearmor\" for unpacking")
            }
        case "show-keys": return try showKeys()
        case "import" where call.options.text("import-options")?.contains("show-only") == true:
            return try showKeys()
        case "import-ownertrust", "export-ownertrust", "update-trustdb", "check-trustdb", "K":
            return 0
        default: break
        }
        guard try openKeyrings() else { return 2 }
        switch command {
        case "verify": return try check()
        case "d": return try check(prints: true)
        case "import": return try importFiles()
        case "recv-keys": return try receive()
        case "export": return try export()
        case "delete-keys": return try delete()
        case "k", "fingerprint": return try list()
        default:
            try talk.say(
                "WARNING: no command supplied.  Trying to guess what you mean ...")
            return try check(prints: true)
        }
    }

    private func check(prints: Bool = false) throws -> UInt8 {
        let isAlways =
            call.has("always-trust") || call.options.text("trust-model") == "always"
        let checking = SignatureChecking(
            talk, keyrings.flatMap(\.certificates), trust: isAlways ? .always : .unknown)
        return try checking.check(
            call.operands, output: prints ? call.options.value("o") : nil, prints: prints)
    }

    // MARK: Keyrings

    /// Makes what is missing, as gpg does with its first call; false where that cannot be.
    private func openKeyrings() throws -> Bool {
        let place = call.path(Array(home.name.utf8))
        if (try? call.context.files.entry(at: place, follow: true)) == nil {
            if call.has("homedir") || call.context["GNUPGHOME"] != nil {
                try talk.say(
                    "keyblock resource '\(home.name)/pubring.kbx': No such file or directory")
                try talk.say("Fatal: \(home.name): directory does not exist!")
                return false
            }
            var making = DirectoryMaking(call)
            try making.makeAll(Array(home.name.utf8), mode: 0o700)
            if !talk.isQuiet { try talk.say("directory '\(home.name)' created") }
        }
        var names: [String] = []
        if !call.has("no-default-keyring") { names.append("\(home.name)/pubring.kbx") }
        // A name without a slash is one of the home directory's.
        func file(_ value: [UInt8]) -> String {
            value.contains(47) ? call.text(value) : "\(home.name)/\(call.text(value))"
        }
        names += call.options.values("keyring").map(file)
        if let primary = call.options.value("primary-keyring").map(file) {
            names = [primary] + names.filter { $0 != primary }
        }
        for name in names {
            var keyring = try Keyring(name, call)
            if !keyring.exists {
                try keyring.save(call)
                if !talk.isQuiet { try talk.say("keybox '\(name)' created") }
            }
            keyrings.append(keyring)
        }
        return true
    }

    /// Makes the file in which real trust would be kept.
    func makeTrust() throws {
        let name = "\(home.name)/trustdb.gpg"
        let path = call.path(Array(name.utf8))
        guard (try? call.context.files.entry(at: path, follow: true)) == nil,
            call.options.text("trust-model") != "always", !call.has("always-trust")
        else { return }
        let file = try FileOutput(path, call.context, mode: 0o600)
        // The record of its version, by which gpg knows it (GnuPG, g10/tdbio.c).
        try file.write(
            [1] + Array("gpg".utf8) + [3, 3, 1, 5, 1] + [UInt8](repeating: 0, count: 31))
        try file.flush()
        if !talk.isQuiet { try talk.say("\(name): trustdb created") }
    }

    /// The certificates that words mean, in the keyrings' order.
    private func meant(_ words: [[UInt8]]) -> [OpenPGPCertificate] {
        keyrings.flatMap(\.certificates).filter { certificate in
            words.isEmpty || words.contains { certificate.isMeant($0) }
        }
    }

    // MARK: Lists

    private func list() throws -> UInt8 {
        let listing = KeyListing(talk, isOfFiles: false)
        try makeTrust()
        if call.has("with-colons") { try call.write("tru::1:\(call.context.now):0:3:1:5\n") }
        guard call.operands.isEmpty else {
            for word in call.operands {
                let found = meant([word])
                if found.isEmpty {
                    try talk.say("error reading key: No public key")
                    return 2
                }
                for certificate in found { try listing.write(certificate) }
            }
            return 0
        }
        for keyring in keyrings where !keyring.certificates.isEmpty {
            if !call.has("with-colons") {
                let line = String(repeating: "-", count: keyring.name.utf8.count)
                try call.write("\(keyring.name)\n\(line)\n")
            }
            for certificate in keyring.certificates { try listing.write(certificate) }
        }
        return 0
    }

    private func showKeys() throws -> UInt8 {
        let listing = KeyListing(talk, isOfFiles: true)
        for name in call.operands.isEmpty ? [[UInt8(ascii: "-")]] : call.operands {
            guard let bytes = try contents(name) else { return 2 }
            let found = try Keyring.certificates(in: bytes, call)
            if found.isEmpty {
                try talk.say("no valid OpenPGP data found.")
                return 2
            }
            for certificate in found { try listing.write(certificate) }
        }
        return 0
    }

    /// What a file holds; `nil` with a message where it cannot be read.
    func contents(_ name: [UInt8]) throws -> [UInt8]? {
        do {
            let reader = try call.reader(name)
            defer { reader.close() }
            return try reader.rest()
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            try talk.say("can't open '\(call.text(name))': \(error.reason)")
            return nil
        }
    }

    // MARK: Out of the keyrings

    private func export() throws -> UInt8 {
        let found = meant(call.operands)
        guard !found.isEmpty else {
            try talk.say("WARNING: nothing exported")
            return 0
        }
        var bytes: [UInt8] = []
        for certificate in found {
            try call.context.hold(certificate.bytes.count * 3)
            bytes += certificate.bytes
        }
        let text = call.has("a") ? OpenPGPArmor.encoded(bytes, as: "PUBLIC KEY BLOCK") : bytes
        return try put(text, to: call.options.value("o"), failing: "export")
    }

    private func delete() throws -> UInt8 {
        for word in call.operands {
            guard let certificate = meant([word]).first else {
                try talk.say("key \"\(call.text(word))\" not found: Not found")
                try talk.say("\(call.text(word)): delete key failed: Not found")
                return 2
            }
            let isFingerprint = word.count >= 40 && word.allSatisfy { $0 != 64 }
            if !call.has("yes"), !isFingerprint || !call.has("batch") {
                try talk.say("can't do this in batch mode without \"--yes\"")
                try talk.say("(unless you specify the key by fingerprint)")
                return 2
            }
            for index in keyrings.indices {
                keyrings[index].remove(certificate.key.fingerprint)
                try keyrings[index].save(call)
            }
        }
        return 0
    }

    // MARK: Text and packets

    private func recode(
        ending: String = ".gpg", _ change: ([UInt8]) -> [UInt8]?
    ) throws -> UInt8 {
        let name = call.operands.first
        guard let bytes = try contents(name ?? [UInt8(ascii: "-")]) else { return 2 }
        try call.context.hold(2 * bytes.count)
        guard let changed = change(bytes) else {
            try talk.say("no valid OpenPGP data found.")
            return 2
        }
        let place = call.options.value("o") ?? name.map { $0 + Array(ending.utf8) }
        return try put(changed, to: place, failing: "dearmoring")
    }

    /// Writes what is asked for; no file is written over unless `--yes` says so.
    private func put(_ bytes: [UInt8], to place: [UInt8]?, failing what: String) throws -> UInt8 {
        guard let place, place != [UInt8(ascii: "-")] else {
            try call.write(bytes)
            return 0
        }
        let path = call.path(place)
        let there = try? call.context.files.entry(at: path, follow: true)
        if there?.node.kind == .file, !call.has("yes") {
            try talk.say("\(what) failed: File exists")
            return 2
        }
        do {
            let file = try FileOutput(path, call.context)
            try file.write(bytes)
            try file.flush()
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            try talk.say("can't create '\(call.text(place))': \(error.reason)")
            try talk.say("\(what) failed: \(error.reason)")
            return 2
        }
        return 0
    }
}

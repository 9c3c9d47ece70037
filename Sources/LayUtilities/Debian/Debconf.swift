internal import LayBounds
import LayFiles
import LayShell

/// Answers to the questions of packages (/var/cache/debconf/config.dat).
private struct DebconfAnswers {
    private static let place: TreePath = "/var/cache/debconf/config.dat"
    private let context: ProgramContext
    private var stanzas: [ControlStanza] = []

    init(_ context: ProgramContext) throws {
        self.context = context
        if let bytes = try PackedText.bytes(of: Self.place, context) {
            stanzas = ControlReader.stanzas(bytes)
        }
    }

    /// Answers a question of a package.
    mutating func set(_ question: String, owner: String, _ value: String) {
        if let index = stanzas.firstIndex(where: { $0.text("Name") == question }) {
            var owners = stanzas[index].text("Owners").split(separator: ",").map {
                String($0.drop { $0 == " " })
            }
            if !owners.contains(owner) { owners.append(owner) }
            stanzas[index].set("Owners", owners.joined(separator: ", "))
            stanzas[index].set("Value", value)
            stanzas[index].set("Flags", "seen")
            return
        }
        var stanza = ControlStanza()
        stanza.set("Name", question)
        stanza.set("Template", question)
        stanza.set("Value", value)
        stanza.set("Owners", owner)
        stanza.set("Flags", "seen")
        stanzas.append(stanza)
    }

    /// Writes them down.
    func save() throws {
        var bytes: [UInt8] = []
        for stanza in stanzas.sorted(by: { $0.text("Name") < $1.text("Name") }) {
            bytes += stanza.bytes + [10]
        }
        try context.files.makeParents(of: Self.place)
        try context.files.write(
            FileContents(bytes), to: Self.place, creating: FileAttributes(mode: 0o644))
    }
}

extension Utilities {
    static let debconfSetSelectionsUtility = Utility(
        "debconf-set-selections", "answer questions of packages", usage: "[-vcu] [file]",
        [
            UtilityOption("-v, --verbose", "say more"),
            UtilityOption("-c, --checkonly", "look for mistakes alone"),
            UtilityOption("-u, --unseen", "they may be asked again"),
        ]
    ) { call in
        let name = call.operands.first ?? [45]
        let reader: ByteReader
        do {
            reader = try call.reader(name)
        } catch let error as FileError {
            if let bound = error.bound { throw bound }
            try call.context.errors.write(
                "Can't open \(call.text(name)): \(error.reason) at /usr/bin/debconf-set-selections "
                    + "line 117.\n")
            return 0
        }
        defer { reader.close() }
        var answers = try DebconfAnswers(call.context)
        var number = 0
        var before = ""
        while let line = try reader.line() {
            try call.context.step()
            number += 1
            var text = before + call.text(reader.bytes[line.range])
            before = ""
            if text.hasSuffix("\\") {
                before = String(text.dropLast())
                continue
            }
            text = String(text.drop { $0 == " " || $0 == "\t" })
            if text.isEmpty || text.hasPrefix("#") { continue }
            let words = text.split(maxSplits: 3) { $0 == " " || $0 == "\t" }.map(String.init)
            guard words.count > 2 else {
                try call.flush()
                try call.context.errors.write("error: parse error on line \(number): '\(text)'\n")
                call.status = 1
                continue
            }
            let value = words.count > 3 ? words[3] : ""
            if call.has("v") {
                try call.flush()
                try call.context.errors.write(
                    "info: Trying to set '\(words[1])' [\(words[2])] to '\(value)'\n"
                        + "info: Loading answer for '\(words[1])'\n")
            }
            if words[2] == "seen" { continue }
            answers.set(words[1], owner: words[0], value)
        }
        if !call.has("c"), call.context.uid == 0 { try answers.save() }
        return call.status
    }

    static let dpkgReconfigureUtility = Utility(
        "dpkg-reconfigure", "configure packages once more", usage: "[options] packages",
        [
            UtilityOption(
                "-u, --unseen-only", "ask new questions alone", .idle("nothing is asked")),
            UtilityOption("--default-priority", "as usual", .idle("nothing is asked")),
            UtilityOption("--force", "in spite of all", .idle("nothing is asked")),
            UtilityOption("--no-reload", "no templates", .idle("nothing is asked")),
            UtilityOption("-f, --frontend=FRONTEND", "who asks", .idle("nothing is asked")),
            UtilityOption("-p, --priority=PRIORITY", "what is asked", .idle("nothing is asked")),
            UtilityOption("--terse", "say less", .idle("nothing is asked")),
        ]
    ) { call in
        guard !call.operands.isEmpty else {
            try call.context.errors.write(
                "/usr/sbin/dpkg-reconfigure: please specify a package to reconfigure\n")
            return 1
        }
        let voice = DpkgVoice.dpkg(call)
        let database = try PackageDatabase(call.context)
        let arguments = try DpkgArguments([], Utilities.dpkgUtility.options, actions: [], voice)
        let run = PackageRun(
            voice, database, action: "configure", try PackageSettings(arguments, voice))
        for name in call.operands.map(call.text) {
            guard let package = database[name], package.isInstalled else {
                try call.context.errors.write(
                    "/usr/sbin/dpkg-reconfigure: \(name) is not installed\n")
                return 1
            }
            guard package.isConfigured else {
                try call.context.errors.write(
                    "/usr/sbin/dpkg-reconfigure: \(name) is broken or not fully installed\n")
                return 1
            }
            let steps: [(MaintainerScript, [String])] = [
                (.prerm, ["upgrade", package.version]), (.preinst, ["upgrade", package.version]),
                (.postinst, ["configure", package.version]),
            ]
            for (script, words) in steps where try run.script(script, of: package, words) != nil {
                return 1
            }
        }
        return 0
    }
}

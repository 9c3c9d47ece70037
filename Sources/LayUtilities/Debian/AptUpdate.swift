import LayFiles
import LayShell

/// A place that packages come from: a line of sources.list, or a paragraph of a `.sources` file.
struct AptSource {
    let address: String
    let suite: String

    /// The address of a file of the suite, as messages have it.
    func file(_ name: String) -> String {
        let base = address.hasSuffix("/") ? address : address + "/"
        return suite.hasSuffix("/") ? "\(base)\(suite)\(name)" : "\(base)dists/\(suite)/\(name)"
    }

    /// The address without the slash at its end.
    var site: String { address.hasSuffix("/") ? String(address.dropLast()) : address }

    var scheme: String { String(address.prefix { $0 != ":" }) }

    var host: String {
        let rest = address.dropFirst(scheme.count).drop { $0 == ":" || $0 == "/" }
        let authority = rest.prefix { $0 != "/" }
        let host = authority.split(separator: "@").last ?? authority
        return String(host.prefix { $0 != ":" })
    }

    /// The sources of a container.
    ///
    /// - Throws: `UtilityFailure` for a line that is none.
    static func all(_ call: UtilityCall) throws -> [AptSource] {
        let context = call.context
        var found: [AptSource] = []
        let directory = TreePath("/etc/apt/sources.list.d")
        var paths: [TreePath] = ["/etc/apt/sources.list"]
        for item in (try? context.files.list(directory)) ?? [] {
            paths.append(directory.appending(name: item.name))
        }
        for path in paths {
            let name = String(decoding: path.name, as: UTF8.self)
            guard let bytes = try PackedText.bytes(of: path, context) else { continue }
            if name.hasSuffix(".sources") {
                for stanza in ControlReader.stanzas(bytes) { found += paragraph(stanza) }
            } else if name.hasSuffix(".list") {
                found += try lines(bytes, path, call)
            }
        }
        var seen: Set<String> = []
        return found.filter { seen.insert("\($0.address) \($0.suite)").inserted }
    }

    private static func paragraph(_ stanza: ControlStanza) -> [AptSource] {
        func words(_ name: String) -> [String] {
            stanza.text(name).split { $0 == " " || $0 == "\n" || $0 == "\t" }.map(String.init)
        }
        guard words("Types").contains("deb"), stanza.text("Enabled").lowercased() != "no" else {
            return []
        }
        return words("URIs").flatMap { address in
            words("Suites").map { AptSource(address: address, suite: $0) }
        }
    }

    private static func lines(
        _ bytes: [UInt8], _ path: TreePath, _ call: UtilityCall
    ) throws -> [AptSource] {
        var found: [AptSource] = []
        let all = bytes.split(separator: 10, omittingEmptySubsequences: false)
        for (index, line) in all.enumerated() {
            let text = call.text(line.prefix { $0 != UInt8(ascii: "#") })
            var words = text.split { $0 == " " || $0 == "\t" }.map(String.init)
            guard let type = words.first else { continue }
            guard type == "deb" || type == "deb-src" else {
                try Apt.complain(
                    "E: Type '\(type)' is not known on line \(index + 1) in source list \(path)",
                    call)
                throw try Apt.failure("The list of sources could not be read.", call)
            }
            words.removeFirst()
            if words.first?.hasPrefix("[") == true {
                while let word = words.first {
                    words.removeFirst()
                    if word.hasSuffix("]") { break }
                }
            }
            guard words.count > 1 else {
                try Apt.complain(
                    "E: Malformed entry \(index + 1) in list file \(path) (\(words.isEmpty ? "URI" : "Suite"))",
                    call)
                throw try Apt.failure("The list of sources could not be read.", call)
            }
            if type == "deb" { found.append(AptSource(address: words[0], suite: words[1])) }
        }
        return found
    }
}

/// `apt-get update` where there is no network.
struct AptUpdate {
    private let call: UtilityCall
    private let arguments: AptArguments

    init(_ call: UtilityCall, _ arguments: AptArguments) {
        self.call = call
        self.arguments = arguments
    }

    private func say(_ text: String) throws {
        if arguments.quiet < 2 { try call.write(text + "\n") }
    }

    /// Asks each source, none of which answers; gives the status.
    ///
    /// - Throws: `UtilityFailure`, `FileError`, `BoundReached`.
    func perform() throws -> UInt8 {
        let sources = try AptSource.all(call)
        let remote = sources.enumerated().filter { $0.element.scheme != "file" }
        let numbered = remote.map { (number: $0.offset + 1, source: $0.element) }
        let retries = arguments.settings["Acquire::Retries"].flatMap { Int($0) } ?? 3
        for round in 0..<max(0, min(retries, 100)) {
            let turn =
                round == 0
                ? numbered
                : numbered.filter { $0.source.scheme == "http" }
                    + numbered.filter { $0.source.scheme != "http" }
            for (number, source) in turn {
                try call.context.step()
                try say("Ign:\(number) \(source.site) \(source.suite) InRelease")
            }
        }
        for (number, source) in numbered {
            try say("Err:\(number) \(source.site) \(source.suite) InRelease")
            try say("  Temporary failure resolving '\(source.host)'")
        }
        try say("Reading package lists...")
        let local = sources.filter { $0.scheme == "file" }
        for source in local {
            try Apt.complain(
                "E: The repository '\(source.site) \(source.suite) Release' does not have a "
                    + "Release file.", call)
        }
        if !local.isEmpty { return 100 }
        for (_, source) in numbered {
            try Apt.complain(
                "W: Failed to fetch \(source.file("InRelease"))  Temporary failure resolving "
                    + "'\(source.host)'", call)
        }
        if !numbered.isEmpty {
            try Apt.complain(
                "W: Some index files failed to download. They have been ignored, or old ones used "
                    + "instead.", call)
        }
        return 0
    }
}

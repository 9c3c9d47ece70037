import LayFiles
import LayShell

/// Lists packages that fit patterns.
struct PackageListing {
    private let voice: DpkgVoice
    private let database: PackageDatabase
    private var call: UtilityCall { voice.call }

    init(_ voice: DpkgVoice, _ database: PackageDatabase) {
        self.voice = voice
        self.database = database
    }

    /// The packages that patterns mean, by their names: those that are known where there are no patterns.
    ///
    /// - Throws: `BoundReached`.
    func choose(_ patterns: [String]) throws -> (packages: [DebianPackage], status: UInt8) {
        if patterns.isEmpty {
            return (database.sorted.filter { $0.state != "not-installed" }, 0)
        }
        var chosen: [String: DebianPackage] = [:]
        var status: UInt8 = 0
        let mentioned = try mentionedNames()
        for pattern in patterns {
            var isFound = false
            let isGlob = pattern.utf8.contains { "*[?\\".utf8.contains($0) }
            if !isGlob {
                if let package = database[pattern] {
                    chosen[database.shown(package)] = package
                    isFound = true
                } else if mentioned.contains(pattern) {
                    if chosen[pattern] == nil { chosen[pattern] = DebianPackage(unknown: pattern) }
                    isFound = true
                }
            } else {
                let glob = FileNamePattern(Array(pattern.utf8))
                for package in database.packages
                where glob.matches(Array(package.name.utf8))
                    || glob.matches(Array("\(package.name):\(package.architecture)".utf8))
                {
                    chosen[database.shown(package)] = package
                    isFound = true
                }
                for name in mentioned where glob.matches(Array(name.utf8)) && database[name] == nil
                {
                    if chosen[name] == nil { chosen[name] = DebianPackage(unknown: name) }
                    isFound = true
                }
            }
            if !isFound {
                status = 1
                try voice.complain("no packages found matching \(pattern)")
            }
        }
        let sorted = chosen.values.sorted {
            ($0.name, $0.architecture) < ($1.name, $1.architecture)
        }
        return (sorted, status)
    }

    /// The packages that others speak of.
    private func mentionedNames() throws -> Set<String> {
        var names: Set<String> = []
        for package in database.packages {
            try call.context.step()
            for field in [
                "Depends", "Pre-Depends", "Recommends", "Suggests", "Breaks", "Conflicts",
                "Enhances", "Replaces", "Provides",
            ] where package.stanza[field] != nil {
                for relation in package.relations(field).joined() { names.insert(relation.name) }
            }
        }
        return names
    }

    /// Writes the table of packages.
    ///
    /// - Throws: `BoundReached`.
    func list(_ patterns: [String]) throws -> UInt8 {
        let (packages, status) = try choose(patterns)
        if packages.isEmpty {
            if patterns.isEmpty {
                try voice.complain("no packages found matching *")
                return 1
            }
            return status
        }
        var rows: [(mark: String, cells: [String], synopsis: [UInt8])] = []
        var widths = [14, 12, 12, 33]
        for package in packages {
            try call.context.step()
            let synopsis = package.stanza.synopsis
            let cells = [
                database.shown(package), package.version.isEmpty ? "<none>" : package.version,
                package.architecture.isEmpty ? "<none>" : package.architecture,
            ]
            let text = synopsis.isEmpty ? Array("(no description available)".utf8) : synopsis
            for (index, cell) in cells.enumerated() {
                widths[index] = max(widths[index], cell.utf8.count)
            }
            widths[3] = max(widths[3], text.count)
            rows.append((package.abbreviation, cells, text))
        }
        var header =
            "Desired=Unknown/Install/Remove/Purge/Hold\n"
            + "| Status=Not/Inst/Conf-files/Unpacked/halF-conf/Half-inst/trig-aWait/Trig-pend\n"
            + "|/ Err?=(none)/Reinst-required (Status,Err: uppercase=bad)\n||/ "
        for (title, width) in zip(["Name", "Version", "Architecture"], widths) {
            header += PaddedText.left(title, width) + " "
        }
        header += "Description\n+++"
        for width in widths { header += "-" + String(repeating: "=", count: width) }
        try call.write(header + "\n")
        for row in rows {
            var line = row.mark + " "
            for (cell, width) in zip(row.cells, widths) {
                line += PaddedText.left(cell, width) + " "
            }
            try call.write(Array(line.utf8) + row.synopsis + [10])
        }
        return status
    }
}

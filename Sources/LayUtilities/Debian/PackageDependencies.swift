import LayFiles
import LayShell

/// What packages ask of each other, and whether they have it.
extension PackageRun {
    /// What stands between a package and being configured.
    enum Readiness {
        case ready
        /// Others in the queue have to be configured before.
        case waits
        case missing(String)
    }

    /// Looks whether all is there that a package depends on.
    ///
    /// - Parameter breaksCycles: true to pass over what waits itself.
    /// - Throws: `BoundReached`.
    func readiness(of package: DebianPackage, breaksCycles: Bool) throws -> Readiness {
        var lines = ""
        var waits = false
        for field in ["Depends", "Pre-Depends"] {
            for alternatives in package.relations(field) {
                try context.step()
                if isSatisfied(alternatives, by: { $0.isConfigured }) { continue }
                let waiting = isSatisfied(alternatives) { [queue] candidate in
                    candidate.isInstalled
                        && (queue.contains(self.database.key(candidate))
                            || candidate.name == package.name)
                }
                if waiting {
                    if !breaksCycles { waits = true }
                    continue
                }
                if alternatives.contains(where: { settings.ignores($0.name) }) { continue }
                let text = alternatives.map(\.text).joined(separator: " | ")
                let verb = field == "Depends" ? "depends" : "pre-depends"
                lines += " \(database.shown(package)) \(verb) on \(text); however:\n"
                for relation in alternatives { lines += reasons(relation) }
            }
        }
        if !lines.isEmpty { return .missing(lines) }
        return waits ? .waits : .ready
    }

    private func isSatisfied(
        _ alternatives: [PackageRelation], by fits: (DebianPackage) -> Bool
    ) -> Bool {
        alternatives.contains { !database.providers(of: $0, where: fits).isEmpty }
    }

    private func reasons(_ relation: PackageRelation) -> String {
        var lines = ""
        if let package = database[relation.name], package.isInstalled {
            if !relation.admits(package.version) {
                lines +=
                    "  Version of \(database.shown(package)) on system is \(package.version).\n"
            } else {
                lines += "  Package \(database.shown(package)) is not configured yet.\n"
            }
        } else {
            lines += "  Package \(relation.name) is not installed.\n"
        }
        for package in database.providers(of: relation, where: { $0.isInstalled })
        where package.name != relation.name && !package.isConfigured {
            lines +=
                "  Package \(database.shown(package)) which provides \(relation.name) is not "
                + "configured yet.\n"
        }
        return lines
    }

    /// The packages that need a package and would lack it, each with a line that says so.
    ///
    /// - Parameter removed: those that go as well.
    /// - Throws: `BoundReached`.
    func dependents(
        of package: DebianPackage, removed: Set<String>
    ) throws -> [(package: DebianPackage, line: String)] {
        var found: [(DebianPackage, String)] = []
        let provided = Set(package.relations("Provides").joined().map(\.name))
        for other in database.packages where other.isInstalled && other.name != package.name {
            for field in ["Depends", "Pre-Depends"] where other.stanza[field] != nil {
                for alternatives in other.relations(field) {
                    guard
                        alternatives.contains(where: {
                            $0.name == package.name || provided.contains($0.name)
                        })
                    else { continue }
                    try context.step()
                    let stays = isSatisfied(alternatives) { candidate in
                        candidate.isInstalled
                            && self.database.key(candidate) != self.database.key(package)
                            && !removed.contains(self.database.key(candidate))
                    }
                    if stays { continue }
                    let text = alternatives.map(\.text).joined(separator: " | ")
                    let verb = field == "Depends" ? "depends" : "pre-depends"
                    var line = " \(database.shown(other)) \(verb) on \(text)"
                    if alternatives.contains(where: { $0.name == package.name }) {
                        line += ".\n"
                    } else {
                        line += "; however:\n"
                        for relation in alternatives {
                            line += "  Package \(relation.name) is not installed.\n"
                            if provided.contains(relation.name) {
                                line +=
                                    "  Package \(database.shown(package)) which provides "
                                    + "\(relation.name) is to be removed.\n"
                            }
                        }
                    }
                    found.append((other, line))
                }
            }
        }
        return found
    }
}

import LayFiles
import LayShell

/// What apt makes of a wish: which packages go besides those that were named.
struct AptPlan {
    private let database: PackageDatabase
    private let states: AptStates
    private let settings: AptSettings

    /// What is installed in place of packages of the same names.
    private let new: [DebianPackage]

    init(
        _ database: PackageDatabase, _ states: AptStates, _ settings: AptSettings,
        new: [DebianPackage] = []
    ) {
        self.database = database
        self.states = states
        self.settings = settings
        self.new = new
    }

    private func isThere(_ relation: PackageRelation, _ removed: Set<String>) -> [DebianPackage] {
        let old = database.providers(of: relation) { package in
            package.isInstalled && !removed.contains(database.key(package))
                && !new.contains { $0.name == package.name }
        }
        return old + new.filter { $0.offers(relation) }
    }

    private func isInstalledNow(_ relation: PackageRelation) -> Bool {
        !database.providers(of: relation) { $0.isInstalled }.isEmpty
    }

    /// The packages that cannot stay where others go, those included.
    ///
    /// - Throws: `BoundReached`.
    func closure(ofRemoving keys: Set<String>) throws -> Set<String> {
        var removed = keys
        var hasChanged = true
        while hasChanged {
            hasChanged = false
            for package in database.packages where package.isInstalled {
                let key = database.key(package)
                if removed.contains(key) { continue }
                try database.context.step()
                for field in ["Depends", "Pre-Depends"] where package.stanza[field] != nil {
                    for alternatives in package.relations(field) {
                        let before = alternatives.contains { isInstalledNow($0) }
                        let after = alternatives.contains { !isThere($0, removed).isEmpty }
                        if before, !after {
                            removed.insert(key)
                            hasChanged = true
                        }
                    }
                }
            }
        }
        return removed
    }

    /// The packages that were installed for others and that nobody needs, by name.
    ///
    /// - Throws: `BoundReached`.
    func unneeded(after removed: Set<String>) throws -> [DebianPackage] {
        let automatic = states.automatic
        if automatic.isEmpty { return [] }
        var fields = ["Depends", "Pre-Depends"]
        if settings.isTrue("APT::AutoRemove::RecommendsImportant", standard: true) {
            fields.append("Recommends")
        }
        if settings.isTrue("APT::AutoRemove::SuggestsImportant", standard: true) {
            fields.append("Suggests")
        }
        var kept: Set<String> = []
        var waiting: [DebianPackage] = []
        for package in database.packages
        where package.isInstalled && !removed.contains(database.key(package)) {
            let isWanted =
                !automatic.contains(package.name) || package.stanza.text("Essential") == "yes"
                || package.stanza.text("Priority") == "required"
            if isWanted, kept.insert(database.key(package)).inserted { waiting.append(package) }
        }
        while let package = waiting.popLast() {
            try database.context.step()
            for field in fields where package.stanza[field] != nil {
                for relation in package.relations(field).joined() {
                    for other in isThere(relation, removed)
                    where kept.insert(database.key(other)).inserted {
                        waiting.append(other)
                    }
                }
            }
        }
        return database.sorted.filter {
            $0.isInstalled && !removed.contains(database.key($0))
                && !kept.contains(database.key($0))
        }
    }

    /// What a package of an archive lacks, with its field and why.
    func lacks(
        _ package: DebianPackage, with others: [DebianPackage]
    ) -> [(field: String, text: String, reason: String)] {
        var found: [(String, String, String)] = []
        for (field, name) in [("Pre-Depends", "PreDepends"), ("Depends", "Depends")] {
            for alternatives in package.relations(field) {
                let isMet = alternatives.contains { relation in
                    !isThere(relation, []).isEmpty || others.contains { $0.offers(relation) }
                }
                if isMet { continue }
                for relation in alternatives {
                    let known =
                        others.first { $0.name == relation.name } ?? database[relation.name]
                    let reason: String
                    if let known,
                        known.isInstalled || others.contains(where: { $0.name == known.name })
                    {
                        reason = "but \(known.version) is to be installed"
                    } else {
                        reason = "but it is not installable"
                    }
                    found.append((name, relation.text, reason))
                }
            }
        }
        return found
    }
}

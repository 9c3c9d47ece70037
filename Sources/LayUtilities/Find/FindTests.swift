internal import LayBounds
import LayFiles
import LayRegex
import LayShell

extension Finding {
    /// The test of a name, with the word behind it where it takes one; `nil` for no name of a test.
    ///
    /// - Throws: `UtilityFailure` for a word that the test does not take.
    func test(_ name: String, _ value: () throws -> [UInt8]) throws -> ((FindVisit) throws -> Bool)?
    {
        switch name {
        case "-true": return { _ in true }
        case "-false": return { _ in false }
        case "-name", "-iname":
            let pattern = FileNamePattern(try value(), foldsCase: name == "-iname")
            return { pattern.matches($0.last) }
        case "-path", "-wholename", "-ipath", "-iwholename":
            let pattern = FileNamePattern(try value(), foldsCase: name.hasPrefix("-i"))
            return { pattern.matches($0.name) }
        case "-lname", "-ilname":
            let pattern = FileNamePattern(try value(), foldsCase: name == "-ilname")
            return { visit in visit.node.target.map { pattern.matches($0) } ?? false }
        case "-regex", "-iregex":
            return try expression(try value(), foldsCase: name == "-iregex")
        case "-type", "-xtype": return try kinds(name, try value())
        case "-empty":
            let files = call.files
            return { visit in
                switch visit.node.kind {
                case .file: return visit.node.size == 0
                case .directory: return try files.list(visit.entry.path).isEmpty
                default: return false
                }
            }
        case "-size": return try size(try value())
        case "-perm": return try permissions(try value())
        case "-executable": return access(.execute)
        case "-readable": return access(.read)
        case "-writable": return access(.write)
        case "-user", "-uid", "-group", "-gid", "-nouser", "-nogroup":
            return try owner(name, value)
        case "-links":
            let count = try FindNumber(try value(), name, self)
            return { count.fits(Double($0.entry.linkCount)) }
        case "-inum":
            let count = try FindNumber(try value(), name, self)
            let inodes = inodes
            return { count.fits(Double(inodes.number($0.entry))) }
        case "-samefile":
            let other = try reference(try value())
            return { $0.entry.isSame(other) }
        case "-fstype":
            let text = call.text(try value())
            return { _ in text == "ext4" }
        case "-used":
            let count = try FindNumber(try value(), name, self)
            return { _ in count.fits(0) }
        default: return try timeTest(name, value)
        }
    }

    /// What a file among the words is.
    func reference(_ word: [UInt8]) throws -> FileEntry {
        do {
            return try call.entry(word, follow: links != .kept)
        } catch {
            if let bound = error.bound { throw bound }
            throw UtilityFailure(
                isGNU
                    ? "\(call.quoted(word)): \(error.reason)"
                    : "can't stat '\(call.text(word))': \(error.reason)")
        }
    }

    private func access(_ access: Credentials.Access) -> (FindVisit) throws -> Bool {
        let context = call.context
        return { visit in
            var node = visit.node
            if node.kind == .symlink {
                guard let target = try? context.files.entry(at: visit.entry.path, follow: true)
                else { return false }
                node = target.node
            }
            return context.may(access, node.attributes)
        }
    }

    // MARK: Kinds, sizes and modes

    private func kinds(_ name: String, _ word: [UInt8]) throws -> (FindVisit) throws -> Bool {
        var kinds: Set<FileKind> = []
        let text = call.text(word)
        for letter in text.split(separator: ",", omittingEmptySubsequences: false) {
            if isGNU, letter.isEmpty {
                throw UtilityFailure(
                    text.isEmpty
                        ? "Arguments to \(name) should contain at least one letter"
                        : "Last file type in list argument to \(name) is missing, i.e., list is"
                            + " ending on: ','")
            }
            switch letter {
            case "f": kinds.insert(.file)
            case "d": kinds.insert(.directory)
            case "l": kinds.insert(.symlink)
            case "p": kinds.insert(.fifo)
            case "c": kinds.insert(.characterDevice)
            case "b": kinds.insert(.blockDevice)
            case "s": break
            default:
                throw UtilityFailure(
                    !isGNU
                        ? "invalid argument '\(text)' to '\(name)'"
                        : letter.utf8.count > 1
                            ? "Must separate multiple arguments to \(name) using: ','"
                            : "Unknown argument to \(name): \(letter)")
            }
        }
        if name == "-type" { return { kinds.contains($0.node.kind) } }
        // What a link leads to, or the link itself where links are followed already.
        let (files, isFollowing) = (call.files, links == .followed)
        return { visit in
            if isFollowing {
                let link = try? files.entry(at: visit.entry.path, follow: false)
                return kinds.contains(link?.node.kind ?? visit.node.kind)
            }
            guard visit.node.kind == .symlink else { return kinds.contains(visit.node.kind) }
            let target = try? files.entry(at: visit.entry.path, follow: true)
            return kinds.contains(target?.node.kind ?? .symlink)
        }
    }

    private func size(_ word: [UInt8]) throws -> (FindVisit) throws -> Bool {
        var digits = word
        var unit = 512
        if let last = word.last, last &- 48 > 9 {
            digits.removeLast()
            switch last {
            case UInt8(ascii: "b"): unit = 512
            case UInt8(ascii: "c"): unit = 1
            case UInt8(ascii: "w") where isGNU: unit = 2
            case UInt8(ascii: "k"): unit = 1 << 10
            case UInt8(ascii: "M") where isGNU: unit = 1 << 20
            case UInt8(ascii: "G") where isGNU: unit = 1 << 30
            default:
                let text = call.text(word.drop { $0 == 43 || $0 == 45 })
                throw UtilityFailure(
                    isGNU
                        ? "invalid -size type `\(UnicodeScalar(last))'" : "invalid number '\(text)'"
                )
            }
        }
        let count: FindNumber
        do {
            count = try FindNumber(digits, "-size", self)
        } catch let failure as UtilityFailure {
            throw isGNU
                ? UtilityFailure("Invalid argument `\(call.text(word))' to -size") : failure
        }
        // Busybox compares bytes, and GNU's rounds them up to units.
        let isExact = !isGNU
        return { visit in
            let bytes = FileNumbers.size(visit.node)
            if isExact { return count.fits(Double(bytes) / Double(unit)) }
            return count.fits(Double(bytes / unit + (bytes % unit > 0 ? 1 : 0)))
        }
    }

    private func permissions(_ word: [UInt8]) throws -> (FindVisit) throws -> Bool {
        let first = word.first
        let isAll = first == UInt8(ascii: "-")
        let isAny = first == UInt8(ascii: "/") || !isGNU && first == UInt8(ascii: "+")
        let text = isAll || isAny ? Array(word.dropFirst()) : word
        // `+644`, as old scripts write `/644`, is refused on purpose.
        let isOld = isGNU && first == 43 && word.count > 1 && word[1] &- 48 < 8
        guard !isOld, let change = ModeChange(text, call.manner) else {
            throw UtilityFailure("invalid mode \(call.quoted(isGNU ? word : text))")
        }
        let file = change.applied(to: 0, isDirectory: false, umask: 0)
        let directory = change.applied(to: 0, isDirectory: true, umask: 0)
        return { visit in
            let wanted = visit.node.kind == .directory ? directory : file
            let mode = visit.node.attributes.mode
            if isAll { return mode & wanted == wanted }
            if isAny { return wanted == 0 || mode & wanted != 0 }
            return mode == wanted
        }
    }

    private func owner(
        _ name: String, _ value: () throws -> [UInt8]
    ) throws -> (FindVisit) throws -> Bool {
        let names = names
        switch name {
        case "-nouser": return { names.user($0.node.attributes.uid) == nil }
        case "-nogroup": return { names.group($0.node.attributes.gid) == nil }
        case "-uid":
            let number = try FindNumber(try value(), name, self)
            return { number.fits(Double($0.node.attributes.uid)) }
        case "-gid":
            let number = try FindNumber(try value(), name, self)
            return { number.fits(Double($0.node.attributes.gid)) }
        default: break
        }
        let word = try value()
        let text = call.text(word)
        let isUser = name == "-user"
        let file: TreePath = isUser ? "/etc/passwd" : "/etc/group"
        guard let number = Accounts.id(text, in: file, call.files) ?? UInt32(text) else {
            throw UtilityFailure(
                !isGNU
                    ? "unknown \(isUser ? "user" : "group") \(text)"
                    : isUser
                        ? "\(call.quoted(word)) is not the name of a known user"
                        : "\(call.quoted(word)) is not the name of an existing group")
        }
        return { visit in
            let attributes = visit.node.attributes
            return (isUser ? attributes.uid : attributes.gid) == number
        }
    }

    // MARK: Regular expressions

    private static let syntaxes: [(String, RegularExpression.Options)] = [
        ("findutils-default", .emacs), ("ed", [.gnuEscapes]), ("emacs", .emacs),
        ("gnu-awk", .gawk), ("grep", [.gnuEscapes, .newlineAlternates]),
        ("posix-awk", [.awk, .extended]), ("awk", .mawk), ("posix-basic", [.gnuEscapes]),
        ("posix-egrep", [.extended, .gnuEscapes, .tolerant]),
        ("egrep", [.extended, .gnuEscapes, .tolerant]),
        ("posix-extended", [.extended, .gnuEscapes]), ("posix-minimal-basic", []),
        ("sed", [.gnuEscapes]),
    ]

    static let syntaxNames = syntaxes.map { "'\($0.0)'" }.joined(separator: ", ")

    /// Reads the patterns that come in another syntax; false for a name of none.
    func setSyntax(_ name: String) -> Bool {
        guard let found = Self.syntaxes.first(where: { $0.0 == name }) else { return false }
        syntax = found.1
        return true
    }

    private func expression(
        _ pattern: [UInt8], foldsCase: Bool
    ) throws -> (FindVisit) throws -> Bool {
        var options = isGNU ? syntax : [.gnuEscapes]
        if foldsCase { options.insert(.foldsCase) }
        let compiled: RegularExpression
        do throws(RegularExpressionError) {
            compiled = try RegularExpression(pattern, options)
        } catch {
            throw UtilityFailure(
                isGNU
                    ? "failed to compile regular expression '\(call.text(pattern))': \(error.message)"
                    : "bad regex '\(call.text(pattern))': \(error.message)")
        }
        return { visit in
            let match = try? compiled.firstMatch(in: visit.name)
            return match?.range == 0..<visit.name.count
        }
    }
}

/// A number of find's: `5`, `+5` for more, `-5` for less.
struct FindNumber {
    enum Relation {
        case less, equal, more
    }

    let relation: Relation
    let value: Double

    /// Reads a number.
    ///
    /// - Throws: `UtilityFailure` for what is none.
    init(_ word: [UInt8], _ name: String, _ finding: Finding) throws {
        var digits = word[...]
        var relation = Relation.equal
        if let sign = digits.first, sign == 43 || sign == 45 {
            relation = sign == 43 ? .more : .less
            digits.removeFirst()
        }
        let text = finding.call.text(digits)
        guard let first = digits.first, first &- 48 < 10 || first == UInt8(ascii: "."),
            let value = Double(text), value.isFinite
        else {
            throw UtilityFailure(
                finding.isGNU
                    ? "invalid argument `\(finding.call.text(word))' to `\(name)'"
                    : "invalid number '\(text)'")
        }
        self.relation = relation
        self.value = value
    }

    /// Whether a number is as many, more or less.
    func fits(_ number: Double) -> Bool {
        switch relation {
        case .less: number < value
        case .equal: number == value
        case .more: number > value
        }
    }
}

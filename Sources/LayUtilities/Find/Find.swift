internal import LayBounds
import LayFiles
import LayRegex
import LayShell

extension Utilities {
    static let findUtility = Utility(
        "find", "look for files below directories",
        usage: "[-H] [-L] [-P] [PATH]... [EXPRESSION]",
        [
            UtilityOption("-name PATTERN", "also -iname -path -ipath -wholename -lname -ilname"),
            UtilityOption("-regex PATTERN", "also -iregex, in the syntax of -regextype"),
            UtilityOption("-type LETTERS", "also -xtype: f d l p c b s"),
            UtilityOption("-size N[cwbkMG]", "also -empty"),
            UtilityOption("-perm [-/]MODE", "also -executable -readable -writable"),
            UtilityOption("-user NAME", "also -group -uid -gid -nouser -nogroup"),
            UtilityOption("-newer FILE", "also -anewer -cnewer -newerXY"),
            UtilityOption("-mtime N", "also -mmin -atime -amin -ctime -cmin -daystart"),
            UtilityOption("-links N", "also -inum -samefile -fstype -used"),
            UtilityOption("-maxdepth N", "also -mindepth -depth -xdev -mount -prune -quit"),
            UtilityOption("-print", "also -print0 -printf -fprint -fprint0 -fprintf -ls -fls"),
            UtilityOption("-exec WORDS ;", "also -exec WORDS {} + -execdir -ok -okdir -delete"),
            UtilityOption("! ( ) -a -o ,", "also -not -and -or -true -false"),
        ],
        // Its words are no options: find reads them itself.
        modern: { [Array("--".utf8)] + $0 }
    ) { call in
        let finding = Finding(call)
        try finding.run()
        return call.status
    }
}

/// find at work: what its expression and its walk share.
final class Finding {
    enum Links {
        case kept, followedFirst, followed
    }

    let call: UtilityCall
    let inodes: InodeNumbers
    let names: OwnerNames
    var links = Links.kept
    var most = Int.max
    var least = 0
    var isDepthFirst = false
    var isDaystart = false
    /// Set by `-prune`: the directory is not entered.
    var prunes = false
    /// How the patterns of `-regex` are read.
    var syntax: RegularExpression.Options = .emacs
    /// Set by `-quit`.
    var isOver = false
    /// What `-exec … +` has collected.
    var collections: [FindCollection] = []
    private var outputs: [TreePath: OpenFile] = [:]

    init(_ call: UtilityCall) {
        self.call = call
        inodes = InodeNumbers(call.files)
        names = OwnerNames(call.files)
    }

    var isGNU: Bool { call.manner == .gnu }

    func run() throws {
        var words = call.operands[...]
        leading: while let word = words.first {
            switch call.text(word) {
            case "-P": links = .kept
            case "-H": links = .followedFirst
            case "-L": links = .followed
            case "-O0", "-O1", "-O2", "-O3": break
            case "-D": _ = words.popFirst()
            case "--":
                words.removeFirst()
                break leading
            default: break leading
            }
            words = words.dropFirst()
        }
        var starts: [[UInt8]] = []
        while let word = words.first, !Self.beginsExpression(word) {
            starts.append(word)
            words.removeFirst()
        }
        var parser = FindParser(self, words)
        let expression = try parser.parse()
        for start in starts.isEmpty ? [Array(".".utf8)] : starts where !isOver {
            try walk(start, expression)
        }
        for collection in collections { try collection.run(self) }
    }

    private static func beginsExpression(_ word: [UInt8]) -> Bool {
        guard let first = word.first else { return false }
        if first == UInt8(ascii: "-") { return word.count > 1 }
        return word.count == 1 && "()!".utf8.contains(first)
    }

    private func walk(_ start: [UInt8], _ expression: FindExpression) throws {
        var walk: FileWalk
        do {
            walk = try FileWalk(
                start, call, followsFirst: links != .kept, follows: links == .followed)
        } catch {
            return try fail(start, error)
        }
        func visit(_ place: FileWalk.Place) throws {
            guard place.depth >= least else { return }
            _ = try expression.holds(
                FindVisit(
                    name: place.name, entry: place.entry, depth: place.depth, start: start))
        }
        while !isOver, let step = try walk.next() {
            switch step {
            case .found(let place):
                let isDirectory = place.entry.node.kind == .directory
                prunes = false
                if !isDepthFirst || !isDirectory { try visit(place) }
                if isDirectory, place.depth >= most {
                    walk.skip()
                    if isDepthFirst { try visit(place) }
                } else if isDirectory, prunes, !isDepthFirst {
                    walk.skip()
                }
            case .left(let place):
                if isDepthFirst { try visit(place) }
            case .unreadable(let place, let error): try fail(place.name, error)
            case .loop(let place):
                call.status = 1
                try call.complain(
                    "File system loop detected; \(call.quoted(place.name)) is part of the same"
                        + " file system loop as \(call.quoted(FileName.directory(place.name))).")
            }
        }
    }

    /// Says that a file cannot be looked at.
    func fail(_ name: [UInt8], _ error: any Error) throws {
        guard let error = error as? FileError else { throw error }
        if let bound = error.bound { throw bound }
        try call.complain(
            "\(isGNU ? call.quoted(name) : call.text(name)): \(error.reason)")
        call.status = 1
    }

    /// The file that `-fprint` and its like write to, emptied once.
    func output(_ word: [UInt8]) throws -> OpenFile {
        do {
            let place = try call.place(word)
            if let open = outputs[place] { return open }
            let file = try call.context.open(place, [.write, .create, .truncate])
            outputs[place] = file
            return file
        } catch {
            if let bound = error.bound { throw bound }
            throw UtilityFailure("\(call.quoted(word)): \(error.reason)")
        }
    }
}

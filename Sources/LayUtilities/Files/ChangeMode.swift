internal import LayBounds
import LayFiles
import LayShell

extension Utilities {
    static let chmodUtility = Utility(
        "chmod", "change the permissions of files",
        usage: "[OPTION]... MODE[,MODE]... FILE...",
        [
            UtilityOption("-R, --recursive", "directories with all below them"),
            UtilityOption("-c, --changes", "tell of what is changed"),
            UtilityOption("-v, --verbose", "tell of every file"),
            UtilityOption("-f, --silent, --quiet", "say nothing of what cannot be changed"),
            UtilityOption("--reference=RFILE", "take the mode of RFILE", .works, .gnu),
            UtilityOption("--preserve-root", "refuse '/' with -R", .works, .gnu),
            UtilityOption("--no-preserve-root", "do not refuse '/'", .works, .gnu),
        ],
        modern: optionsFirst
    ) { call in
        var files = call.operands
        let change: ModeChange
        var isDiagnosed = false
        if let reference = call.options.value("reference") {
            try call.needOperands()
            do {
                change = ModeChange(
                    mode: try call.entry(reference, follow: true).node.attributes.mode)
            } catch {
                try call.complain("failed to get attributes of", reference, error)
                return 1
            }
        } else {
            try call.needOperands(2)
            let text = files.removeFirst()
            guard let read = ModeChange(text, call.manner) else {
                if call.manner == .busybox {
                    throw UtilityFailure("invalid mode '\(call.text(text))'")
                }
                throw call.misuse("invalid mode: \(call.quoted(text))")
            }
            change = read
            isDiagnosed = text.first == UInt8(ascii: "-") && call.manner == .gnu
        }
        var changing = ModeChanging(call, change, isDiagnosed: isDiagnosed)
        try call.eachOperand(files) { try changing.change($0) }
        return call.status
    }

    /// Puts options in front and the rest behind `--`, so that `-w` and `-x` are modes.
    @Sendable private static func optionsFirst(_ words: [[UInt8]]) -> [[UInt8]] {
        var (options, rest): ([[UInt8]], [[UInt8]]) = ([], [])
        for (index, word) in words.enumerated() {
            if word.elementsEqual("--".utf8) {
                rest += words[(index + 1)...]
                break
            }
            let isOption =
                word.count > 1 && word[0] == UInt8(ascii: "-")
                && !"rwxXstugoa,+=01234567".utf8.contains(word[1])
            if isOption { options.append(word) } else { rest.append(word) }
        }
        return options + [Array("--".utf8)] + rest
    }
}

/// chmod at work.
private struct ModeChanging {
    private let call: UtilityCall
    private let change: ModeChange
    private let isDiagnosed: Bool
    private let isQuiet: Bool

    init(_ call: UtilityCall, _ change: ModeChange, isDiagnosed: Bool) {
        self.call = call
        self.change = change
        self.isDiagnosed = isDiagnosed
        isQuiet = call.has("f")
    }

    /// Changes what a word names, with all below it where that is asked for.
    mutating func change(_ word: [UInt8]) throws {
        let isRecursive = call.has("R")
        if isRecursive, call.has("preserve-root"), try call.place(word).isRoot {
            try call.complain("it is dangerous to operate recursively on \(call.quoted(word))")
            try call.complain("use --no-preserve-root to override this failsafe")
            call.status = 1
            return
        }
        var walk: FileWalk
        do {
            walk = try FileWalk(word, call, followsFirst: true)
            let entry = try call.entry(word, follow: true)
            if !isRecursive || entry.node.kind != .directory { return try set(word, entry) }
        } catch let error as FileError {
            return try refuse(word, error)
        }
        while let step = try walk.next() {
            switch step {
            case .found(let place):
                if place.entry.node.kind == .symlink { continue }
                try set(place.name, place.entry)
            case .unreadable(let place, let error):
                if isQuiet {
                    call.status = 1
                } else {
                    try call.cannot("read directory", place.name, error)
                }
            case .left, .loop: break
            }
        }
    }

    private func refuse(_ word: [UInt8], _ error: FileError) throws {
        if let bound = error.bound { throw bound }
        call.status = 1
        if call.manner == .busybox {
            return try call.complain(word, error)
        }
        let isDangling =
            error.code == .notFound
            && (try? call.entry(word, follow: false))?.node.kind == .symlink
        if !isQuiet {
            if isDangling {
                try call.complain("cannot operate on dangling symlink \(call.quoted(word))")
            } else {
                try call.cannot("access", word, error)
            }
        }
        if call.has("v"), !isDangling {
            try call.write("\(call.quoted(word)) could not be accessed\n")
        }
    }

    private func set(_ name: [UInt8], _ entry: FileEntry) throws {
        let old = entry.node.attributes.mode
        let isDirectory = entry.node.kind == .directory
        let mode = change.applied(
            to: old, isDirectory: isDirectory, umask: call.context.umask)
        do {
            try call.files.setAttributes(of: entry.path, follow: false) { $0.mode = mode }
        } catch {
            if let bound = error.bound { throw bound }
            call.status = 1
            if !isQuiet {
                let verb = call.manner == .gnu ? "changing permissions of " : ""
                let shown = call.manner == .gnu ? call.quoted(name) : call.text(name)
                try call.complain("\(verb)\(shown): Operation not permitted")
            }
            return
        }
        try tell(name, old, mode)
        guard isDiagnosed else { return }
        let naive = change.applied(to: old, isDirectory: isDirectory, umask: 0)
        if mode & ~naive != 0 {
            try call.complain(
                "\(call.shown(name)): new permissions are \(ModeText.letters(mode)),"
                    + " not \(ModeText.letters(naive))")
            call.status = 1
        }
    }

    private func tell(_ name: [UInt8], _ old: UInt16, _ new: UInt16) throws {
        guard call.has("v") || call.has("c") && old != new else { return }
        func shown(_ mode: UInt16) -> String {
            "\(ModeText.octal(mode)) (\(ModeText.letters(mode)))"
        }
        if call.manner == .busybox {
            try call.write("mode of '\(call.text(name))' changed to \(shown(new))\n")
        } else if old == new {
            try call.write("mode of \(call.quoted(name)) retained as \(shown(new))\n")
        } else {
            try call.write(
                "mode of \(call.quoted(name)) changed from \(shown(old)) to \(shown(new))\n")
        }
    }
}

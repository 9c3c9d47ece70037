import LayFiles
import LayShell

extension Utilities {
    static let dircolorsUtility = Utility(
        "dircolors", "write what sets the colours of ls", usage: "[OPTION]... [FILE]",
        [
            UtilityOption("-b, --sh, --bourne-shell", "for the Bourne shell", .works, .gnu),
            UtilityOption("-c, --csh, --c-shell", "for the C shell", .works, .gnu),
            UtilityOption("-p, --print-database", "what is there by default", .missing, .gnu),
            UtilityOption("--print-ls-colors", "in colours, as they show", .works, .gnu),
        ]
    ) { call in
        if call.has("print-ls-colors"), call.options.has(any: "b", "c") {
            throw call.misuse(
                "the options to output non shell syntax,\n"
                    + "and to select a shell syntax are mutually exclusive")
        }
        try call.allowOperands(1)
        var isC = call.options.last(of: "b", "c") == "c"
        if !call.options.has(any: "b", "c", "print-ls-colors") {
            guard let shell = call.context["SHELL"], !shell.isEmpty else {
                throw UtilityFailure(
                    "no SHELL environment variable, and no shell type option given")
            }
            isC = shell.hasSuffix("csh")
        }
        var colors = FileColors(call)
        if let name = call.operands.first {
            try colors.read(name)
        } else {
            colors.addDefaults()
        }
        if call.has("print-ls-colors") {
            for (key, value) in colors.entries {
                try call.write([27, 91] + value + [109] + key + [9] + value)
                try call.write("\u{1b}[0m\n")
            }
            return 0
        }
        try call.write(isC ? "setenv LS_COLORS '" : "LS_COLORS='")
        for (key, value) in colors.entries {
            try call.write(FileColors.quoted(key) + [61] + FileColors.quoted(value) + [58])
        }
        try call.write(isC ? "'\n" : "';\nexport LS_COLORS\n")
        return 0
    }
}

/// The colours of kinds and names of files.
private struct FileColors {
    private enum State {
        case global, fits, fitsNot, read
    }

    private let call: UtilityCall
    private(set) var entries: [(key: [UInt8], value: [UInt8])] = []

    init(_ call: UtilityCall) { self.call = call }

    private static let kinds: [String: String] = [
        "NORMAL": "no", "NORM": "no", "FILE": "fi", "RESET": "rs", "DIR": "di", "LNK": "ln",
        "LINK": "ln", "SYMLINK": "ln", "ORPHAN": "or", "MISSING": "mi", "FIFO": "pi",
        "PIPE": "pi", "SOCK": "so", "BLK": "bd", "BLOCK": "bd", "CHR": "cd", "CHAR": "cd",
        "DOOR": "do", "EXEC": "ex", "LEFT": "lc", "LEFTCODE": "lc", "RIGHT": "rc",
        "RIGHTCODE": "rc", "END": "ec", "ENDCODE": "ec", "SUID": "su", "SETUID": "su",
        "SGID": "sg", "SETGID": "sg", "STICKY": "st", "OTHER_WRITABLE": "ow", "OWR": "ow",
        "STICKY_OTHER_WRITABLE": "tw", "OWT": "tw", "CAPABILITY": "ca", "MULTIHARDLINK": "mh",
        "CLRTOEOL": "cl",
    ]

    /// Reads a file of colours.
    ///
    /// - Throws: `UtilityFailure` for a line without a colour, and where it cannot be read.
    mutating func read(_ name: [UInt8]) throws {
        let terminal = call.context["TERM"].flatMap { $0.isEmpty ? nil : $0 } ?? "none"
        let colors = call.context["COLORTERM"] ?? ""
        var state = State.global
        var number = 0
        do {
            let reader = try call.reader(name)
            defer { reader.close() }
            while let line = try reader.line() {
                try call.context.step()
                number += 1
                func isBlank(_ byte: UInt8) -> Bool { byte == 32 || byte &- 9 < 5 }
                let text = reader.bytes[line.range].drop(while: isBlank)
                guard let first = text.first, first != UInt8(ascii: "#") else { continue }
                let word = text.prefix { !isBlank($0) }
                var value = text.dropFirst(word.count).prefix { $0 != UInt8(ascii: "#") }
                    .drop(while: isBlank)
                while let last = value.last, isBlank(last) { value.removeLast() }
                if value.isEmpty {
                    throw UtilityFailure(
                        "\(call.text(name)):\(number): invalid line;  missing second token")
                }
                try take(call.text(word), Array(value), terminal, colors, &state)
            }
        } catch let error as FileError where error.bound == nil {
            throw UtilityFailure("\(call.shown(name)): \(error.reason)")
        }
    }

    private mutating func take(
        _ word: String, _ value: [UInt8], _ terminal: String, _ colors: String,
        _ state: inout State
    ) throws {
        let name = word.uppercased()
        if name == "TERM" || name == "COLORTERM" {
            if state == .fits { return }
            let text = name == "TERM" ? terminal : colors
            state = FileNamePattern(value).matches(Array(text.utf8)) ? .fits : .fitsNot
            return
        }
        if state == .fits { state = .read }
        if state == .fitsNot { return }
        try call.context.hold(word.utf8.count + value.count + 64)
        if word.hasPrefix(".") {
            entries.append((Array("*\(word)".utf8), value))
        } else if word.hasPrefix("*") {
            entries.append((Array(word.utf8), value))
        } else if let key = Self.kinds[name] {
            entries.append((Array(key.utf8), value))
        }
    }

    /// A text in single quotes, with backslashes before what LS_COLORS divides at.
    static func quoted(_ text: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        var isEscaped = false
        for byte in text {
            switch byte {
            case 39:
                result += Array("'\\'".utf8)
                isEscaped = false
            case 92, 94: isEscaped.toggle()
            case 58, 61:
                if !isEscaped { result.append(92) }
                isEscaped = false
            default: isEscaped = false
            }
            result.append(byte)
        }
        return result
    }

    /// The colours that coreutils 9.1 has without a file.
    mutating func addDefaults() {
        for (color, names) in Self.defaults {
            for name in names.split(separator: " ") {
                entries.append((Array(name.utf8), Array(color.utf8)))
            }
        }
    }

    /// Colours, and the kinds and names that have them.
    private static let defaults: [(color: String, names: String)] = [
        ("0", "rs"),
        ("01;34", "di"),
        ("01;36", "ln"),
        ("00", "mh"),
        ("40;33", "pi"),
        ("01;35", "so do"),
        ("40;33;01", "bd cd"),
        ("40;31;01", "or"),
        ("00", "mi"),
        ("37;41", "su"),
        ("30;43", "sg"),
        ("00", "ca"),
        ("30;42", "tw"),
        ("34;42", "ow"),
        ("37;44", "st"),
        ("01;32", "ex"),
        (
            "01;31",
            "*.tar *.tgz *.arc *.arj *.taz *.lha *.lz4 *.lzh *.lzma *.tlz *.txz "
                + "*.tzo *.t7z *.zip *.z *.dz *.gz *.lrz *.lz *.lzo *.xz *.zst *.tzst "
                + "*.bz2 *.bz *.tbz *.tbz2 *.tz *.deb *.rpm *.jar *.war *.ear *.sar *.rar "
                + "*.alz *.ace *.zoo *.cpio *.7z *.rz *.cab *.wim *.swm *.dwm *.esd"
        ),
        (
            "01;35",
            "*.avif *.jpg *.jpeg *.mjpg *.mjpeg *.gif *.bmp *.pbm *.pgm *.ppm *.tga "
                + "*.xbm *.xpm *.tif *.tiff *.png *.svg *.svgz *.mng *.pcx *.mov *.mpg "
                + "*.mpeg *.m2v *.mkv *.webm *.webp *.ogm *.mp4 *.m4v *.mp4v *.vob *.qt "
                + "*.nuv *.wmv *.asf *.rm *.rmvb *.flc *.avi *.fli *.flv *.gl *.dl *.xcf "
                + "*.xwd *.yuv *.cgm *.emf *.ogv *.ogx"
        ),
        (
            "00;36",
            "*.aac *.au *.flac *.m4a *.mid *.midi *.mka *.mp3 *.mpc *.ogg *.ra "
                + "*.wav *.oga *.opus *.spx *.xspf"
        ),
        (
            "00;90",
            "*~ *# *.bak *.old *.orig *.part *.rej *.swp *.tmp *.dpkg-dist "
                + "*.dpkg-old *.ucf-dist *.ucf-new *.ucf-old *.rpmnew *.rpmorig *.rpmsave"
        ),
    ]
}

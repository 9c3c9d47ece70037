internal import LayImages
internal import LaySyntax

/// Why a command cannot do its work: what is told, and the exit status.
struct Complaint: Error, CustomStringConvertible {
    let message: String
    var help: String?
    var status: Int32 = 1

    var description: String { message }

    /// A file whose text cannot be had.
    static func unreadable(_ name: String, _ problem: String) -> Complaint {
        Complaint(message: "cannot read '\(name)': \(problem)")
    }

    /// An imported file that is larger than any source.
    static func largeImport(_ name: String, _ limit: Int) -> Complaint {
        unreadable(name, "it is larger than the \(limit >> 20) MiB that an imported file may have")
    }

    /// A directory that was named as a world and is none.
    static func noWorld(_ name: String, holds other: String) -> Complaint {
        Complaint(
            message: "'\(name)' is no world, and holds other things, such as '\(other)'",
            help: "--new-world makes a world beside them; any new directory becomes one by itself")
    }

    /// Help was asked for with a command that is not there.
    static func noCommand(_ word: String) -> Complaint {
        let names = LayCommand.commandNames.filter { $0 != "help" }.joined(separator: ", ")
        return Complaint(
            message: "there is no command '\(word)'", help: "the commands are \(names)", status: 2
        ).suggestingCommand(for: word)
    }

    /// A context that is no directory.
    static func noContext(_ name: String) -> Complaint {
        if RemoteAddress(name) != nil || name.hasPrefix("github.com/") {
            return Complaint(
                message: "unable to prepare context: '\(name)' is an address, and none is fetched",
                help: "clone or unpack it first, or send a tar: lay build - < context.tar")
        }
        return Complaint(
            message: "unable to prepare context: '\(name)' is no directory",
            help: "name the directory with the files that COPY finds, as in lay build .")
    }

    /// An option that wants an address and a path.
    static func noDownload(_ text: String) -> Complaint {
        Complaint(
            message: "--download wants ADDRESS=PATH, not '\(text)'",
            help: "as in --download https://example.com/a.tgz=a.tgz")
    }

    /// Nobody tells where the user's own things are.
    static var noHome: Complaint {
        Complaint(
            message: "there is no place for a world: neither $LAY_WORLD nor $HOME is set",
            help: "--world DIR names one")
    }

    /// A directory that cannot be made.
    static func noDirectory(_ path: String, _ problem: String) -> Complaint {
        Complaint(
            message: "cannot make the directory '\(path)': \(problem)",
            help: "--world DIR keeps the world elsewhere")
    }

    /// An option that wants a name and a value.
    static func noPair(_ text: String, _ option: String) -> Complaint {
        Complaint(
            message: "\(option) wants NAME=VALUE, not '\(text)'",
            help: "'lay help build' shows what each option takes", status: 2)
    }

    /// `SOURCE_DATE_EPOCH` is there and no time.
    static func noEpoch(_ text: String) -> Complaint {
        Complaint(
            message: "SOURCE_DATE_EPOCH is '\(text)', not a number of seconds since 1970",
            help: "unset it, or set it as in SOURCE_DATE_EPOCH=$(git log -1 --pretty=%ct)")
    }

    /// The same with another exit status.
    func ending(with status: Int32) -> Complaint {
        Complaint(message: message, help: help, status: status)
    }

    /// The same with the command that may be meant by a word, if one is near.
    func suggestingCommand(for word: String) -> Complaint {
        let nearest = Suggestion.nearest(to: word, among: LayCommand.commandNames)
        let help = nearest.map { "did you mean 'lay \($0)'?" }
        return Complaint(message: message, help: help ?? self.help, status: status)
    }
}

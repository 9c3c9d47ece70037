internal import LayBounds
internal import LayFiles

/// Redirections.
extension Shell {
    /// Runs a part with its redirections; `nil` when one of them is refused, whose status then is
    /// the shell's.
    ///
    /// - Parameters:
    ///   - keeps: true for what stays, as `exec >f` has it.
    ///   - isSpecial: true for a special built-in, with which a refusal ends the shell
    ///     (POSIX, Consequences of Shell Errors).
    func redirecting(
        _ redirections: [RedirectionCode], keeps: Bool = false, isSpecial: Bool = false,
        _ body: () throws -> Int
    ) throws -> Int? {
        let saved = context.descriptors
        let named = namedDescriptors.count
        // What `{name}>` opened stays open.
        func restore() {
            var before = saved
            while namedDescriptors.count > named {
                let number = namedDescriptors.removeLast()
                before[number] = context.descriptors[number]
            }
            context.descriptors = before
        }
        do {
            for redirection in redirections { try redirect(redirection) }
        } catch let refusal as RedirectionRefusal {
            // What was redirected before counts for the message.
            try complain(refusal.message)
            context.descriptors = saved
            status = dialect == .dash ? 2 : 1
            if isSpecial, !dialect.isBash || isStrict {
                throw ShellAbort(status: status, isDiscard: false)
            }
            return nil
        } catch {
            context.descriptors = saved
            throw error
        }
        if keeps { return try body() }
        defer { restore() }
        return try body()
    }

    /// Why a redirection is not made.
    private struct RedirectionRefusal: Error {
        let message: String
    }

    private func redirect(_ redirection: RedirectionCode) throws {
        let isInput: Bool =
            switch redirection.operation {
            case .read, .readWrite, .duplicateInput, .document, .text: true
            default: false
            }
        var number = redirection.descriptor ?? (isInput ? 0 : 1)
        if let variable = redirection.variable {
            if case .duplicateInput = redirection.operation,
                redirection.target.constant == [UInt8(ascii: "-")]
            {
                number = try value(of: variable).flatMap(Decimal.number) ?? -1
                context.descriptors[number] = nil
                return
            }
            if case .duplicateOutput = redirection.operation,
                redirection.target.constant == [UInt8(ascii: "-")]
            {
                number = try value(of: variable).flatMap(Decimal.number) ?? -1
                context.descriptors[number] = nil
                return
            }
            number = context.descriptors.free(from: 10)
            try connect(redirection, to: number, isInput: isInput)
            // What cannot be opened leaves the variable as it is.
            do {
                try assign(Decimal.bytes(number), to: variable)
            } catch let abort as ShellAbort where abort.isDiscard {
                context.descriptors[number] = nil
                throw RedirectionRefusal(
                    message: "\(shown(names.text(variable))): cannot assign fd to variable")
            }
            if !idleSet.contains("varredir_close") { namedDescriptors.append(number) }
            return
        }
        try connect(redirection, to: number, isInput: isInput)
    }

    /// Makes a number lead where the redirection says.
    private func connect(_ redirection: RedirectionCode, to number: Int, isInput: Bool) throws {
        guard number < Descriptors.most else {
            throw RedirectionRefusal(message: "\(number): Bad file descriptor")
        }
        switch redirection.operation {
        case .document(let document):
            let bytes =
                document.isQuoted
                ? document.parts.flatMap { part -> [UInt8] in
                    if case .quoted(let bytes) = part { return bytes }
                    return []
                } : try single(redirection.body, isQuoted: true)
            context.descriptors[number] = try Channel(holding: bytes, context.account)
            return
        case .text:
            context.descriptors[number] = try Channel(
                holding: try single(redirection.target) + [10], context.account)
            return
        default: break
        }
        let word = try target(redirection.target)
        switch redirection.operation {
        case .read: context.descriptors[number] = try open(word, .read)
        case .readWrite: context.descriptors[number] = try open(word, [.read, .write, .create])
        case .write: context.descriptors[number] = try openToWrite(word, clobbers: false)
        case .clobber: context.descriptors[number] = try openToWrite(word, clobbers: true)
        case .append:
            context.descriptors[number] = try open(word, [.write, .create, .append])
        case .duplicateInput, .duplicateOutput:
            try duplicate(word, number, redirection, isInput: isInput)
        case .both:
            let channel = try openToWrite(word, clobbers: false)
            context.descriptors[1] = channel
            context.descriptors[2] = channel
        case .bothAppended:
            let channel = try open(word, [.write, .create, .append])
            context.descriptors[1] = channel
            context.descriptors[2] = channel
        case .document, .text: break
        }
    }

    /// The word of a file, which in bash may be a pattern of one name.
    private func target(_ word: WordCode) throws -> [UInt8] {
        if let constant = word.constant { return constant }
        guard dialect.isBash else { return try single(word) }
        let found = try fields([word])
        guard found.count == 1 else {
            let text = try single(word)
            throw RedirectionRefusal(message: "\(shown(text)): ambiguous redirect")
        }
        return found[0]
    }

    private func duplicate(
        _ word: [UInt8], _ number: Int, _ redirection: RedirectionCode, isInput: Bool
    ) throws {
        if word == [UInt8(ascii: "-")] {
            context.descriptors[number] = nil
            return
        }
        var digits = word[...]
        let isMoved = dialect.isBash && word.count > 1 && word.last == UInt8(ascii: "-")
        if isMoved { digits = digits.dropLast() }
        // dash knows the numbers of one digit.
        if !digits.isEmpty, digits.allSatisfy(ShellBytes.isDigit),
            dialect != .dash || digits.count == 1,
            let source = Decimal.number(Array(digits))
        {
            // One that is its own stays as it is, open or not.
            if source == number { return }
            guard let channel = context.descriptors[source] else {
                throw RedirectionRefusal(
                    message: dialect == .ash
                        ? "dup2(\(source),\(number)): Bad file descriptor"
                        : "\(source): Bad file descriptor")
            }
            context.descriptors[number] = channel
            if isMoved, source != number { context.descriptors[source] = nil }
            return
        }
        if dialect != .dash, !isInput, redirection.descriptor == nil,
            dialect.isBash || !word.isEmpty
        {
            let channel = try openToWrite(word, clobbers: false)
            context.descriptors[1] = channel
            context.descriptors[2] = channel
            return
        }
        if dialect.isBash {
            throw RedirectionRefusal(message: "\(shown(word)): ambiguous redirect")
        }
        throw try failure(
            dialect == .dash ? "Syntax error: Bad fd number" : "syntax error: bad fd number",
            status: 2)
    }

    private func openToWrite(_ word: [UInt8], clobbers: Bool) throws -> Channel {
        if options.contains(.noclobber), !clobbers {
            let path = TreePath(word, in: context.workingDirectory)
            if let entry = try? context.files.entry(at: path, follow: true),
                entry.node.kind == .file
            {
                throw RedirectionRefusal(
                    message: dialect.isBash
                        ? "\(shown(word)): cannot overwrite existing file"
                        : dialect == .dash
                            ? "cannot create \(shown(word)): File exists"
                            : "can't create \(shown(word)): File exists")
            }
        }
        return try open(word, [.write, .create, .truncate])
    }

    private func open(_ word: [UInt8], _ flags: OpenFlags) throws -> Channel {
        func refusal(_ error: FileError) -> RedirectionRefusal {
            let reason = error.reason
            let name = shown(word)
            switch dialect {
            case .bash: return RedirectionRefusal(message: "\(name): \(reason)")
            case .dash:
                if flags.contains(.create) {
                    return RedirectionRefusal(
                        message:
                            "cannot create \(name): \(error.code == .notFound ? "Directory nonexistent" : reason)"
                    )
                }
                return RedirectionRefusal(
                    message:
                        "cannot open \(name): \(error.code == .notFound ? "No such file" : reason)")
            case .ash:
                if flags.contains(.create) {
                    return RedirectionRefusal(
                        message:
                            "can't create \(name): \(error.code == .notFound ? "nonexistent directory" : reason)"
                    )
                }
                return RedirectionRefusal(
                    message:
                        "can't open \(name): \(error.code == .notFound ? "no such file" : reason)")
            }
        }
        guard !word.isEmpty else {
            throw refusal(FileError(.notFound, .root))
        }
        if dialect.isBash,
            word.starts(with: Array("/dev/tcp/".utf8))
                || word.starts(with: Array("/dev/udp/".utf8))
        {
            try complain("connect: Connection refused")
            throw RedirectionRefusal(message: "\(shown(word)): Connection refused")
        }
        // A pipe opened by its number is the pipe itself, of which no reader may take too much.
        if dialect.isBash, word.starts(with: Array("/dev/fd/".utf8)),
            let number = Decimal.number(Array(word.dropFirst(8))), number >= 0,
            let channel = context.descriptors[number], channel.isPipe
        {
            return channel
        }
        do throws(FileError) {
            let path = TreePath(word, in: context.workingDirectory)
            if word.last == UInt8(ascii: "/"), flags.contains(.create) {
                throw FileError(.isDirectory, path)
            }
            return Channel(try context.open(path, flags), context.account)
        } catch {
            if let bound = error.bound { throw bound }
            throw refusal(error)
        }
    }
}

internal import LayBounds
internal import LayFiles

/// Variables that are told when they are asked.
extension Shell {
    func dynamicValue(_ symbol: Int) -> [UInt8]? {
        if !plainNames.isEmpty, plainNames.contains(symbol) { return nil }
        let known = ShellNames.Known(rawValue: symbol)
        switch dialect {
        case .bash: break
        case .dash: return nil
        case .ash:
            switch known {
            case .lineno?, .random?, .epochseconds?, .epochrealtime?: break
            default: return nil
            }
        }
        switch known {
        case .lineno?:
            return Decimal.bytes(dialect == .ash && isCommandText ? line - 1 : line)
        case .random?: return Decimal.bytes(nextRandom())
        case .srandom?: return Decimal.bytes(nextRandom() << 15 | nextRandom())
        case .seconds?:
            if let secondsBase {
                return Decimal.bytes(secondsBase &+ Int(session.scheduler.now))
            }
            return Decimal.bytes(Int(session.scheduler.now))
        case .bashpid?: return Decimal.bytes(context.process)
        case .bashSubshell?: return Decimal.bytes(level)
        case .epochseconds?: return Decimal.bytes(context.now)
        case .epochrealtime?: return Decimal.bytes(context.now) + Array(".000000".utf8)
        case .funcname?, .bashSource?, .bashLineno?, .dirstack?, .groups?, .pipestatus?,
            .bashArgc?, .bashArgv?:
            return dynamicList(symbol)?.first
        case .bashCommand?: return commandText ?? command.map(ShellPrinter.line) ?? []
        case .shellopts?: return Array(optionNames.utf8)
        case .bashopts?: return Array(shoptNames.utf8)
        default: return nil
        }
    }

    func dynamicList(_ symbol: Int) -> [[UInt8]]? {
        guard dialect.isBash, !plainNames.contains(symbol) else { return nil }
        switch ShellNames.Known(rawValue: symbol) {
        case .funcname?:
            let calls = self.calls
            return frames.isEmpty ? nil : calls.map(\.name)
        case .bashSource?: return calls.map(\.file)
        case .bashLineno?: return calls.map { Decimal.bytes($0.line) }
        case .pipestatus?:
            return (pipeStatuses.isEmpty ? lastPipeStatus.map { [$0] } ?? [] : pipeStatuses)
                .map(Decimal.bytes)
        case .dirstack?:
            return [Array(context.workingDirectory.description.utf8)] + directories
        case .groups?: return [Decimal.bytes(Int(context.gid))]
        case .bashArgc?: return argumentLists.map { Decimal.bytes($0.count) }
        case .bashArgv?: return argumentLists.flatMap { $0.reversed() }
        default: return nil
        }
    }

    /// The arguments of the functions that run, the innermost first, and of the script
    /// (`shopt -s extdebug`).
    private var argumentLists: [[[UInt8]]] {
        guard options.contains(.extdebug) else { return [] }
        var lists = [parameters]
        for index in stride(from: frames.count - 1, through: 0, by: -1) {
            if let frame = frames[index] { lists.append(frame.parameters) }
        }
        return lists
    }

    /// The functions and files that run, from the innermost on, with the line of each call.
    var calls: [(name: [UInt8], file: [UInt8], line: Int)] {
        var found: [(name: [UInt8], file: [UInt8], line: Int)] = []
        var (functions, files) = (frames.count, sources.count)
        while functions > 0 || files > 0 {
            let isFunction =
                files == 0 || sourceCalls.count < files
                || functions > sourceCalls[files - 1].frames
            if functions > 0, isFunction {
                functions -= 1
                guard let frame = frames[functions] else { break }
                found.append((frame.function.name, frame.function.file, frame.line))
            } else if files > 0 {
                files -= 1
                let line = files < sourceCalls.count ? sourceCalls[files].line : 0
                found.append((Array("source".utf8), sources[files], line))
            } else {
                break
            }
        }
        if !isCommandText, !isReadingInput { found.append((Array("main".utf8), arg0, 0)) }
        return found
    }

    /// The file that messages name: that of the innermost function or sourced file.
    var currentFile: [UInt8] {
        guard let frame = frames.last else { return sources.last ?? arg0 }
        let isFunction = sourceCalls.last.map { frames.count > $0.frames } ?? true
        return isFunction ? frame.function.file : sources.last ?? arg0
    }

    /// True when a value was taken that is told otherwise when it is asked.
    func assignDynamic(_ value: [UInt8], _ symbol: Int) -> Bool {
        switch ShellNames.Known(rawValue: symbol) {
        case .random?:
            randomState = UInt32(truncatingIfNeeded: Decimal.number(value) ?? 0)
            return true
        case .seconds?:
            secondsBase = (Decimal.number(value) ?? 0) &- Int(session.scheduler.now)
            return true
        case .bashpid?, .bashArgc?, .bashArgv?, .funcname?, .bashSource?, .bashLineno?, .groups?,
            .pipestatus?, .lineno?,
            .bashSubshell?, .epochseconds?, .epochrealtime?, .srandom?:
            return true
        default: return false
        }
    }

    private func nextRandom() -> Int {
        // Park and Miller's, as bash has it: the world's seed decides, not the clock.
        let state = randomState == 0 ? 123_459_876 : randomState
        let high = Int(state / 127_773)
        let low = Int(state % 127_773)
        var next = 16_807 &* low &- 2_836 &* high
        if next < 0 { next &+= 0x7fff_ffff }
        randomState = UInt32(truncatingIfNeeded: next)
        return Int((randomState >> 16) ^ (randomState & 0xffff)) & 0x7fff
    }
}

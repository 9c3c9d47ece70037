extension AwkMachine {
    /// Reads the next record of the main input into `$0`; false at its end.
    ///
    /// - Throws: what ends the program.
    func readMain() throws -> Bool {
        guard let next = try nextMain() else { return false }
        try record.set(next.text, self)
        return true
    }

    /// The next record of the main input, counted; nil at its end.
    ///
    /// - Throws: what ends the program.
    func nextMain() throws -> AwkReader.Record? {
        while true {
            if let input {
                if let next = try input.next(recordSeparator) {
                    recordNumber += 1
                    fileRecordNumber += 1
                    noteTerminator(next)
                    return next
                }
                try leaveFile()
            }
            guard try !isExiting && openNext() else { return nil }
        }
    }

    /// Keeps what ended a record, where the program asks for it.
    func noteTerminator(_ record: AwkReader.Record) {
        guard program.usesTerminator else { return }
        globals[AwkSpecial.recordTerminator.rawValue] = .text(
            AwkText.make(record.terminator, account))
    }

    /// Leaves the current file of the main input.
    ///
    /// - Throws: what ends the program.
    func leaveFile() throws {
        guard let reader = input else { return }
        input = nil
        if reader !== standardInput { _ = try reader.close() }
        if try runFileBlocks(program.endFiles) == .exits { isExiting = true }
    }

    /// Opens the next file of the main input; false where there is none.
    private func openNext() throws -> Bool {
        guard !isInputOver else { return false }
        while true {
            guard let operand = try nextOperand() else {
                isInputOver = true
                if hadOperand { return false }
                return try begin([], isNamed: false)
            }
            if operand.isEmpty { continue }
            if try assign(operand: operand) { continue }
            hadOperand = true
            if try begin(operand, isNamed: true) { return true }
            if isExiting { return false }
        }
    }

    /// The next operand, as `ARGV` has it now.
    private func nextOperand() throws -> [UInt8]? {
        guard case .array(let list) = globals[AwkSpecial.arguments.rawValue] else { return nil }
        while Double(argumentIndex) < globals[AwkSpecial.argumentCount.rawValue].number {
            defer { argumentIndex &+= 1 }
            try tick()
            guard let place = list.find(argumentIndex) else { continue }
            globals[AwkSpecial.argumentIndex.rawValue] = .number(Double(argumentIndex))
            return try text(of: place.pointee).array
        }
        return nil
    }

    private func begin(_ name: [UInt8], isNamed: Bool) throws -> Bool {
        fileRecordNumber = 0
        globals[AwkSpecial.fileName.rawValue] =
            isNamed
            ? .input(name.withUnsafeBufferPointer { AwkText.make($0, account) })
            : .text(emptyText)
        if !isNamed || name == [45] || name == Array("/dev/stdin".utf8) {
            input = standardReader
            return try begun()
        }
        do {
            input = AwkReader(try host.open(name), account)
        } catch let refusal as AwkRefusal {
            return try refused(name, refusal)
        }
        return try begun()
    }

    private func begun() throws -> Bool {
        switch try runFileBlocks(program.beginFiles) {
        case .exits:
            isExiting = true
            return false
        case .nextFile:
            try leaveFile()
            return false
        default: return true
        }
    }

    /// A file that cannot be read: a `BEGINFILE` may leave it out, else it ends the program.
    private func refused(_ name: [UInt8], _ refusal: AwkRefusal) throws -> Bool {
        if !program.beginFiles.isEmpty {
            globals[AwkSpecial.errorReason.rawValue] = .text(
                .constant(Array(refusal.reason.utf8)))
            let flow = try runFileBlocks(program.beginFiles)
            globals[AwkSpecial.errorReason.rawValue] = .text(emptyText)
            if flow == .nextFile { return false }
            if flow == .exits {
                isExiting = true
                return false
            }
        }
        guard refusal.isDirectory, manner.skipsDirectories else {
            let shown = String(decoding: name, as: UTF8.self)
            throw error(
                "cannot open file `\(shown)' for reading: \(refusal.reason)",
                .unreadable(name: name, reason: refusal.reason))
        }
        try standardOutput.flush()
        try host.report(.directory(name: name))
        return false
    }

    /// The reader of the standard input, which all its readers share.
    var standardReader: AwkReader {
        if let standardInput { return standardInput }
        let reader = AwkReader(host.input, account)
        standardInput = reader
        return reader
    }
}

extension Shell {
    /// Runs what has variables of its own, which get their old values back when it ends.
    ///
    /// They keep the new ones when the shell ends with it, for the trap on EXIT to see.
    func framed(_ body: () throws -> Void) throws {
        let count = environment.frames.count
        environment.frames.append([])
        do {
            try body()
        } catch let leaving as Leaving {
            if !leaving.endsShell { endFrames(to: count) }
            throw leaving
        }
        endFrames(to: count)
    }

    /// Keeps a variable's value for the end of the innermost frame.
    func makeLocal(_ name: String) throws {
        let value =
            name == "-" ? String(environment.options.sorted()) : environment.variables[name]
        try holdLocal(value)
        environment.frames[environment.frames.count - 1].append(
            LocalVariable(
                name: name, value: value, isExported: environment.exported.contains(name),
                isReadOnly: environment.readOnly.contains(name)))
    }

    /// Ends frames until so many are left.
    func endFrames(to count: Int) {
        while environment.frames.count > count, let frame = environment.frames.popLast() {
            for saved in frame.reversed() { restore(saved) }
        }
    }

    private func restore(_ saved: LocalVariable) {
        let name = saved.name
        if name == "-" {
            releaseLocal(saved.value)
            environment.options = Set(saved.value ?? "")
            return
        }
        // The old value is held already; what goes is the new one.
        releaseLocal(environment.variables[name])
        environment.variables[name] = saved.value
        if saved.isExported {
            environment.exported.insert(name)
        } else {
            environment.exported.remove(name)
        }
        if saved.isReadOnly {
            environment.readOnly.insert(name)
        } else {
            environment.readOnly.remove(name)
        }
    }
}

/// What the names of the top level hold, to be put back.
package struct GlobalValues {
    /// By slot; `nil` for one that held no value.
    fileprivate let values: [Rooted?]
}

extension VM {
    /// What the names of all modules hold now. Values are independent of what is changed later.
    ///
    /// - Complexity: O(*n*) in the names.
    package var globalValues: GlobalValues {
        GlobalValues(
            values: (0..<globalCount).map { slot in
                let value = machine.pointee.globals[slot]
                return value.isPresent ? root(value) : nil
            })
    }

    /// Gives the names back what they held; those that are newer keep what they have.
    ///
    /// - Complexity: O(*n*) in the names.
    package func restore(_ globals: GlobalValues) {
        for (slot, saved) in globals.values.enumerated() where slot < globalCount {
            guard let saved else { continue }
            let old = machine.pointee.globals[slot]
            if old.bits == saved.value.bits, old.rawTag == saved.value.rawTag { continue }
            machine.pointee.globals[slot] = retain(saved.value)
            machine.release(old)
        }
    }
}

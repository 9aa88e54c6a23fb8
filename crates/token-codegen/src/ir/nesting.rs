//! How deep models lie in one another, which is how deep the compiler has to look to tell what they are.

use super::{Model, TypeRef};

/// How many levels the compiler counts for one model and what it is wrapped in: an `Option` of a map, at most.
const LEVELS: usize = 8;

/// What the compiler looks into without being asked.
const USUAL: usize = 128;

/// Returns the `recursion_limit` that a crate of these models needs, where that is more than the usual one.
pub fn recursion_limit(models: &[Model]) -> Option<usize> {
    let limit = (deepest(models) * LEVELS).next_power_of_two();
    (limit > USUAL).then_some(limit)
}

/// Returns the number of models on the longest way through them; of a circle all count, once.
fn deepest(models: &[Model]) -> usize {
    let inner: Vec<Vec<usize>> = models.iter().map(contents).collect();
    let circles = circles(&inner);
    let mut circle_of = vec![0; inner.len()];
    for (index, members) in circles.iter().enumerate() {
        for member in members {
            if let Some(of) = circle_of.get_mut(*member) {
                *of = index;
            }
        }
    }
    // Circles come before what they hold, so that the way to one is known before it is passed on.
    let mut ways: Vec<usize> = circles.iter().map(Vec::len).collect();
    for (index, members) in circles.iter().enumerate() {
        let way = ways.get(index).copied().unwrap_or_default();
        let held = members.iter().filter_map(|member| inner.get(*member));
        for within in held.flatten().filter_map(|held| circle_of.get(*held)) {
            let size = circles.get(*within).map_or(0, Vec::len);
            if let Some(known) = ways.get_mut(*within).filter(|_| *within != index) {
                *known = (*known).max(way + size);
            }
        }
    }
    ways.into_iter().max().unwrap_or_default()
}

/// Returns the circles of models that hold each other, single ones included, the outermost first (Kosaraju).
fn circles(inner: &[Vec<usize>]) -> Vec<Vec<usize>> {
    let mut outer = vec![Vec::new(); inner.len()];
    for (model, held) in inner.iter().enumerate() {
        for held in held {
            if let Some(outer) = outer.get_mut(*held) {
                outer.push(model);
            }
        }
    }
    let mut seen = vec![false; inner.len()];
    let mut circles = Vec::new();
    for root in finished(inner).into_iter().rev() {
        let mut members = Vec::new();
        let mut stack = vec![root];
        while let Some(model) = stack.pop() {
            if let Some(seen @ false) = seen.get_mut(model) {
                *seen = true;
                members.push(model);
                stack.extend(outer.get(model).into_iter().flatten());
            }
        }
        if !members.is_empty() {
            circles.push(members);
        }
    }
    circles
}

/// Returns the models in the order in which a walk depth first is done with them.
fn finished(inner: &[Vec<usize>]) -> Vec<usize> {
    let mut seen = vec![false; inner.len()];
    let mut order = Vec::with_capacity(inner.len());
    let mut stack: Vec<(usize, usize)> = (0..inner.len()).rev().map(|model| (model, 0)).collect();
    while let Some((model, next)) = stack.pop() {
        if next == 0 && seen.get(model).copied().unwrap_or(true) {
            continue;
        }
        if let Some(seen) = seen.get_mut(model) {
            *seen = true;
        }
        match inner.get(model).and_then(|held| held.get(next)) {
            Some(held) => stack.extend([(model, next + 1), (*held, 0)]),
            None => order.push(model),
        }
    }
    order
}

/// Returns the models that a model holds, however wrapped.
fn contents(model: &Model) -> Vec<usize> {
    let held = model.shape.types().map(TypeRef::innermost);
    held.filter_map(|ty| match ty {
        TypeRef::Model(id) => Some(id.0),
        _ => None,
    })
    .collect()
}

#[cfg(test)]
mod tests {
    use super::{circles, finished};

    #[test]
    fn circles_stand_before_what_they_hold() {
        let inner = [vec![3], vec![2], vec![1, 0], vec![], vec![1]];
        let mut found = circles(&inner);
        for circle in &mut found {
            circle.sort_unstable();
        }
        assert_eq!(found, [vec![4], vec![1, 2], vec![0], vec![3]]);
        assert_eq!(finished(&inner), [3, 0, 2, 1, 4]);
    }
}

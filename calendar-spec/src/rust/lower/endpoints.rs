//! Resources and endpoints.

use crate::model::{Endpoint, ErrorCode, ErrorRef, ObjectRef, Resource, ResponseAt};
use crate::scopes::field_scopes;
use crate::structs::Form;

use super::names::{Home, camel, ident, runtime};
use super::objects::Source;
use super::{Context, EndpointPlan, ResourcePlan, StructPlan, docs};
use crate::rust::piece::{Piece, piece};

impl<'a> Context<'a> {
    pub(crate) fn resource(&self, resource: &'a Resource) -> ResourcePlan<'a> {
        ResourcePlan {
            item: self.item(
                (&resource.name, resource.at),
                &docs::resource(resource),
                std::slice::from_ref(&resource.name),
            ),
            endpoints: resource.endpoints.iter().map(|endpoint| self.endpoint(resource, endpoint)).collect(),
            structs: self.responses_in_place(resource),
        }
    }

    fn responses_in_place(&self, resource: &Resource) -> Vec<StructPlan<'a>> {
        let objects = self.spec.objects.iter().enumerate();
        let mine = objects.filter(|(_, object)| object.resource.as_deref() == Some(&resource.name));
        mine.flat_map(|(index, object)| self.object(ObjectRef(index), object, Home::Resource)).collect()
    }

    fn endpoint(&self, resource: &'a Resource, endpoint: &'a Endpoint) -> EndpointPlan<'a> {
        let fields = endpoint.fields.iter().enumerate();
        let source = Source {
            name: camel(&endpoint.name),
            fields: fields
                .filter(|(_, parameter)| !parameter.field.read_only)
                .map(|(index, parameter)| (index, &parameter.field, Some(parameter.place)))
                .collect(),
            rules: &endpoint.rules,
            constructors: &[],
            object: None,
            deprecated: endpoint.deprecated.as_deref(),
        };
        let item = self.item((&source.name, endpoint.at), &docs::endpoint(self, resource, endpoint), &[]);
        let item = self.labelled(item, endpoint.reference.undocumented().is_some());
        let request = self.structure(item, &source, Form::Request, Home::Resource);
        EndpointPlan {
            endpoint,
            name: format!("{}.{}", resource.name, endpoint.name),
            paging: self.paging(endpoint, &request),
            request,
            response: self.response(endpoint),
            errors: endpoint.errors.iter().map(|error| self.spec.errors[error.0].number).collect(),
            own_errors: self.own_errors(endpoint),
            scope_reach: self.reach.scopes(endpoint).into_iter().map(|(_, reach)| reach).collect(),
            field_scopes: field_scopes(self.spec, endpoint),
        }
    }

    fn own_errors(&self, endpoint: &Endpoint) -> Vec<ErrorCode> {
        let is_own = |error: &ErrorRef| endpoint.own_errors.iter().any(|own| own.error == *error);
        let codes = endpoint.errors.iter().zip(endpoint.error_codes(self.spec));
        codes.filter(|(error, _)| is_own(error)).map(|(_, code)| code).collect()
    }

    fn response(&self, endpoint: &Endpoint) -> Piece {
        if endpoint.response_at == ResponseAt::File {
            return runtime("Download");
        }
        let Some(object) = endpoint.response else {
            return runtime("Empty");
        };
        let name = self.forms.name(self.spec, object, Form::Response);
        if self.spec.objects[object.0].resource.is_some() {
            let name = ident(&name);
            piece!(self::#name)
        } else {
            Home::Resource.shared(&name)
        }
    }
}
